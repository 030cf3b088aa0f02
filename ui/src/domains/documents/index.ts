export { default as Counter } from "./Counter.svelte";
export { default as DocBadge } from "./DocBadge.svelte";
export { OpenDocument } from "./document.svelte";
export { default as DocumentView } from "./DocumentView.svelte";
export { Reissue } from "./reissue.svelte";
export { default as TestBadge } from "./TestBadge.svelte";
