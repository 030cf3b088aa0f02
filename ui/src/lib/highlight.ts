/** The parts of a text, each marked or not. */
export interface Part {
  text: string;
  hit: boolean;
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Marks the beginnings of words that begin with one of the words of `query`, blind to accents and case. */
export function highlight(text: string, query: string): Part[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return text.split(/(\s+)/).flatMap((word): Part[] => {
    const start = wanted.filter((each) => fold(word).startsWith(each)).sort((a, b) => b.length - a.length)[0];
    if (!start) return [{ text: word, hit: false }];
    const rest = word.slice(start.length);
    return [{ text: word.slice(0, start.length), hit: true }, ...(rest ? [{ text: rest, hit: false }] : [])];
  });
}
