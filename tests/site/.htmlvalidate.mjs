/* Every rule of the recommended preset holds on every page, but for these two. */
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A report's title is that of an official document: it is shown whole, however long it is.
    "long-title": "off",
    // Python-Markdown writes <br /> where the templates write <br>: a parser reads both alike.
    "void-style": "off",
  },
};
