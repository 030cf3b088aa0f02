/** What the top bar says while a screen is doing something of its own, such as taking a payment. */
class Heading {
  text = $state<string | null>(null);
}

export const heading = new Heading();

/** Shows `text()` in the top bar for as long as the calling component is on screen and the text is not null. */
export function useHeading(text: () => string | null): void {
  $effect(() => {
    heading.text = text();
    return () => (heading.text = null);
  });
}
