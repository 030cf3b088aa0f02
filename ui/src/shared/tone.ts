/** What a state means to a person: fine, to watch, failed, to know; or nothing in particular. */
export type Tone = "neutral" | "ok" | "info" | "warn" | "danger" | "accent";
