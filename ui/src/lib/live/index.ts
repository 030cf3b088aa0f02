export { onChange } from "./hub";
export { Live, live } from "./live.svelte";
export { Paged, paged } from "./paged.svelte";
