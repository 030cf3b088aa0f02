export { Checkout } from "./checkout.svelte";
export { default as DoneCard } from "./DoneCard.svelte";
export { default as PayPanel } from "./PayPanel.svelte";
export type { Way } from "./ways";
