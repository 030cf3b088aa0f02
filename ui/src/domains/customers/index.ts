export { default as CustomerDialog } from "./CustomerDialog.svelte";
