/** Words for people come from `$lib/i18n`: finds the ones written anywhere else. */
const word = /\p{L}{2,}/u;
const spanish = /[áéíóúñ¿¡]/iu;
const spoken = new Set(["aria-label", "placeholder", "title", "alt", "label", "text", "hint"]);
/** Keys are written as they are printed on the keyboard. */
const keyName = /^(Esc|Enter|Supr|Ins|Ctrl|Alt|F\d+)( .*)?$/;

/** @type {import("eslint").Rule.RuleModule} */
export default {
  meta: {
    type: "problem",
    schema: [],
    messages: { text: "“{{ text }}” is text for people: take it from $lib/i18n." },
  },
  create(context) {
    /** @param {any} node @param {string} text */
    const report = (node, text) =>
      context.report({ node, messageId: "text", data: { text: text.trim().slice(0, 40) } });
    return {
      /** @param {any} node */
      SvelteText(node) {
        if (node.parent.type !== "SvelteStyleElement" && word.test(node.value)) report(node, node.value);
      },
      /** @param {any} node */
      SvelteAttribute(node) {
        for (const part of node.value) {
          const literal = part.type === "SvelteLiteral" ? part.value : "";
          if (spoken.has(node.key.name) && word.test(literal) && !keyName.test(literal)) report(node, literal);
        }
      },
      /** @param {any} node */
      Literal(node) {
        if (typeof node.value === "string" && spanish.test(node.value)) report(node, node.value);
      },
      /** @param {any} node */
      TemplateElement(node) {
        if (spanish.test(node.value.raw)) report(node, node.value.raw);
      },
    };
  },
};
