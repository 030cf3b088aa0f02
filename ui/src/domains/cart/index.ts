export { default as ByHandDialog } from "./ByHandDialog.svelte";
export { CartStore } from "./cart.svelte";
export { default as CartList } from "./CartList.svelte";
export { lacksRuc, paperKinds, paperName } from "./facts";
export { default as PaperChoice } from "./PaperChoice.svelte";
export { default as Previous } from "./Previous.svelte";
export { ProductSearch } from "./search.svelte";
export { default as SearchResults } from "./SearchResults.svelte";
export { default as Sums } from "./Sums.svelte";
