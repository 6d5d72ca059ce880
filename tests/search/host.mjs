// Runs the search engine for the tests: one JSON request a line in, one JSON answer a line out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import vm from "node:vm";

vm.runInThisContext(readFileSync(process.argv[2], "utf8"));
const engine = globalThis.GongkaiEngine;

let index = null;

/** Takes an index as the page would: every file is a script that hands over its text. */
function load(files) {
  const texts = new Map();
  let damaged = 0;
  // The catalogue is the last of the files, and the first that a page asks for.
  let catalogue = null;
  const receive = (kind) => (key, checksum, text, reports) => {
    if (!engine.isSound(kind, catalogue, checksum, text, reports)) damaged += 1;
    else texts.set(`${kind} ${key}`, text);
    if (kind === "catalogue") catalogue = engine.readCatalogue(JSON.parse(text));
  };
  const kinds = ["catalogue", "triples", "fours", "text"];
  globalThis.gongkaiSearch = Object.fromEntries(kinds.map((kind) => [kind, receive(kind)]));
  for (const content of files.reverse()) vm.runInThisContext(content);
  index = { texts, catalogue };
  return { damaged, documents: catalogue.documents };
}

/** The whole answer to a query, every candidate verified; wide: with bridges over the joints of the cover. */
function answer(query, sort, isWide) {
  const { texts, catalogue } = index;
  const { words, problem } = engine.parse(query);
  if (problem) return { problem };
  const postings = (wanted) =>
    new Map(
      wanted.map(({ gram }) => {
        const kind = engine.kindOf(gram);
        const shard = texts.get(`${kind} ${engine.shardOf(gram, catalogue.spread[kind])}`);
        return [gram, engine.postings(shard, gram)];
      })
    );
  const lists = postings(words.flatMap(engine.cover));
  const isExact = engine.isExact(words, catalogue, lists);
  const further = isWide ? words.flatMap((word) => engine.bridges(word, lists)) : [];
  for (const [gram, list] of postings(further)) lists.set(gram, list);
  const candidates = engine.candidates(words, catalogue, lists);
  const right = engine.order(candidates, words, catalogue, sort).filter((report) => {
    const [fields, body] = JSON.parse(texts.get(`text ${report.id}`));
    return engine.holds(report, words, catalogue, { fields, body });
  });
  return { candidates: candidates.length, isExact, ids: right.map((report) => report.id) };
}

const operations = {
  load,
  answer,
  fold: (text) => engine.fold(text),
  foldAll: (texts) => texts.map(engine.fold),
  shards: (grams, files) => grams.map((gram) => engine.shardOf(gram, files)),
  postings: (shard, gram) => engine.postings(shard, gram),
  marks: (text, query) => engine.marks(text, engine.parse(query).words),
  excerpt: (body, query) => engine.excerpt(body, engine.parse(query).words),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(operations[name](...given))}\n`);
}
