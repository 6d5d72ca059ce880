/* The search engine: folding, postings, candidates, order, verification and excerpts.
   It knows no page and loads nothing: page.js gives it what it asks for. The tests run it in Node. */
(function (root) {
  "use strict";

  const WORD_START = "\u0001"; // before each run of Latin letters or figures; see folding.py
  const LONGEST_QUERY = 100; // so that it asks for 33 files at most
  const MOST_FOURS = 8; // of a word, unless more are needed to cover it: each costs a request and about 5 KB
  const PLACES = 32768; // as in grams.py
  const PLACE_DIGITS = 3;
  const SIGNS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(0x23 + i)).join("").replace("\\", "");
  const LAST = 75;
  const CARRY = SIGNS.length - LAST;
  const VALUE = new Int16Array(128).fill(-1);
  for (let i = 0; i < SIGNS.length; i += 1) VALUE[SIGNS.charCodeAt(i)] = i;

  // ---- folding: the same as folding.py, character by character ----

  const folded = new Map();

  function foldCharacter(character) {
    let kept = folded.get(character);
    if (kept === undefined) {
      kept = "";
      for (const c of character.normalize("NFKC").toLowerCase()) if (/[\p{L}\p{N}\u{20000}-\u{3fffd}]/u.test(c)) kept += c;
      folded.set(character, kept);
    }
    return kept;
  }

  /** The folded text, and for each of its units the place in `text` that it comes from. */
  function foldMapped(text) {
    let out = "";
    const places = [];
    let inRun = false;
    let place = 0;
    for (const character of text) {
      const kept = foldCharacter(character);
      if (kept === "") inRun = false;
      for (let i = 0; i < kept.length; i += 1) {
        const isLatin = /[0-9a-z]/.test(kept[i]);
        if (isLatin && !inRun) {
          out += WORD_START;
          places.push(place);
        }
        inRun = isLatin;
        out += kept[i];
        places.push(place);
      }
      place += character.length;
    }
    places.push(text.length);
    return { text: out, places };
  }

  const RUNS = /[0-9a-z]+/g;

  /** The folded text alone, which is several times faster. */
  function fold(text) {
    let out = "";
    for (const character of text) out += foldCharacter(character) || " ";
    return out.replace(RUNS, WORD_START + "$&").replaceAll(" ", "");
  }

  // ---- queries ----

  /** The words of a query: each must occur, as the literal phrase that it is. */
  function parse(query) {
    if (query.length > LONGEST_QUERY) return { words: [], problem: "long" };
    const words = [];
    for (const raw of query.split(/\s+/u)) {
      let text = fold(raw);
      // A phrase that is not all Latin may begin within a number: 3年 is found in 2023年.
      if (!/^[\u00010-9a-z]*$/.test(text) && text[0] === WORD_START) text = text.slice(1);
      const length = text.replaceAll(WORD_START, "").length;
      if (length > 0 && !words.some((word) => word.text === text)) {
        words.push({ raw, text, isShort: [...text.replaceAll(WORD_START, "")].length === 1 });
      }
    }
    return { words, problem: words.length ? "" : query.trim() ? "marks" : "empty" };
  }

  /** The grams that cover a word, each with its place in it. They answer it where their places are
      known; see postings.py. */
  function cover(word) {
    if (word.isShort) return [];
    const last = word.text.length - 4;
    if (last < 0) return [{ gram: word.text, place: 0 }];
    const count = Math.ceil(word.text.length / 4);
    return Array.from({ length: count }, (_, i) => fourAt(word, i === count - 1 ? last : i * 4));
  }

  const fourAt = (word, place) => ({ gram: word.text.slice(place, place + 4), place });

  /** Further grams of a word, which tie those of its cover together whose places are not known;
      those that bridge two of them evenly go first. */
  function bridges(word, lists) {
    const covering = cover(word);
    const loose = covering.filter(({ gram }) => lists.get(gram) && !lists.get(gram).places);
    const places = Array.from({ length: Math.max(0, word.text.length - 3) }, (_, place) => place).filter((place) =>
      covering.every((other) => other.place !== place) && loose.some((other) => Math.abs(other.place - place) < 4));
    places.sort((a, b) => Math.abs((a % 4) - 2) - Math.abs((b % 4) - 2) || a - b);
    return places.slice(0, Math.max(0, MOST_FOURS - covering.length)).map((place) => fourAt(word, place));
  }

  const isPostings = (kind) => kind === "fours" || kind === "triples";
  const kindOf = (gram) => (gram.length === 4 ? "fours" : "triples");

  /** Name of the file that holds a gram, by its bucket and, in there, the remainder of the number
      that its first units make; see grams.py and postings.py. */
  function shardOf(gram, files) {
    const bucket = (gram.charCodeAt(0) & 255) % files.length;
    let rest = 0;
    for (let i = gram.length === 4 ? 3 : 1; i >= 0; i -= 1) rest = (rest * 65536 + gram.charCodeAt(i)) % files[bucket];
    return `${bucket}-${rest}`;
  }

  /** Adler-32 over UTF-16-LE (RFC 1950), by which a damaged file is told; it goes on from another one. */
  function checksum(text, start = 1) {
    let a = start & 0xffff;
    let b = start >>> 16;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      a = (a + (unit & 255)) % 65521;
      b = (b + a) % 65521;
      a = (a + (unit >> 8)) % 65521;
      b = (b + a) % 65521;
    }
    return ((b << 16) | a) >>> 0;
  }

  /** Whether a file is as it was made, and postings' numbers mean the catalogue's reports: theirs
      goes on from a stamp over the ids of the first `reports`, all that they presuppose; see scripts.py. */
  function isSound(kind, catalogue, sum, text, reports) {
    if (!isPostings(kind)) return checksum(text) === sum;
    return reports < catalogue.stamps.length && checksum(text, catalogue.stamps[reports]) === sum;
  }

  /** Postings of a gram out of a shard's text: numbers of reports, ascending, and where they are
      known the gram's places in them, one for each number. Of two characters, those of all triples
      that begin with them. */
  function postings(shard, gram) {
    if (gram.length === 2) return pairNumbers(shard, gram);
    // With the sign behind it, because a gram may also look like a piece of postings.
    const known = shard.indexOf(`!${gram}!`);
    return entry(shard, known < 0 ? shard.indexOf(`!${gram} `) : known, gram.length);
  }

  function pairNumbers(shard, pair) {
    const numbers = new Set();
    for (let at = shard.indexOf(`!${pair}`); at >= 0; at = shard.indexOf(`!${pair}`, at + 1)) {
      for (const number of entry(shard, at, 3).numbers) numbers.add(number);
    }
    return { numbers: [...numbers].sort((a, b) => a - b), places: null };
  }

  function entry(shard, at, length) {
    if (at < 0) return { numbers: [], places: length === 4 ? [] : null };
    const hasPlaces = shard[at + 1 + length] === "!";
    const start = at + length + 2;
    const next = shard.indexOf("!", start);
    const end = next < 0 ? shard.length : next;
    const numbers = []; // written from the highest one down
    let number = 0;
    let value = 0;
    let scale = 1;
    for (let i = start; i + (hasPlaces ? PLACE_DIGITS * numbers.length : 0) < end; i += 1) {
      const sign = VALUE[shard.charCodeAt(i)];
      if (sign < LAST) {
        const step = value + sign * scale;
        number = numbers.length ? number - step : step;
        numbers.push(number);
        value = 0;
        scale = 1;
      } else {
        value += LAST * scale + (sign - LAST) * scale;
        scale *= CARRY;
      }
    }
    if (!hasPlaces) return { numbers: numbers.reverse(), places: null };
    const digit = (k, i) => VALUE[shard.charCodeAt(end - (PLACE_DIGITS - k) * numbers.length + i)];
    const places = numbers.map((_, i) => digit(0, i) + 64 * digit(1, i) + 4096 * digit(2, i));
    return { numbers: numbers.reverse(), places: places.reverse() };
  }

  // ---- the catalogue ----

  /** Columns into reports, the oldest one number 0; a title's \u0001 stands for the unit and \u0002 for the year. */
  function readCatalogue(data) {
    let day = 0;
    const documents = data.slugs.map((slug, i) => {
      const [name, unit] = data.names[data.name[i]];
      const year = data.year[i];
      day += data.day[i];
      return {
        number: i,
        name,
        unit,
        year,
        category: data.category[i],
        date: new Date(day * 86400000).toISOString().slice(0, 10),
        id: `${year}/${slug || data.units[unit].id}`,
        title: data.titles[data.title[i]].replaceAll("\u0001", () => name).replaceAll("\u0002", String(year)),
      };
    });
    const units = data.units.map((unit) => ({ ...unit, folded: unit.names.map(fold) }));
    const unitNumbers = new Map(units.map((unit, i) => [unit.id, i]));
    const stamps = [1];
    for (const { id } of documents) stamps.push(checksum(`${id}\n`, stamps.at(-1)));
    const { categories, spread, stamp, wraps } = data;
    return { documents, units, unitNumbers, categories, spread, stamp, stamps, wraps };
  }

  function heading(document, catalogue) {
    document.folded = document.folded || [fold(document.title), ...catalogue.units[document.unit].folded, fold(document.name)];
    return document.folded;
  }

  // ---- answers ----

  /** Reports that may hold every word. `lists` maps each gram to its postings, or to null where its
      file is missing: such a gram excludes nothing. */
  function candidates(words, catalogue, lists) {
    const tests = words.map((word) => mayHold(word, catalogue, lists));
    return catalogue.documents.filter((document) => tests.every((test) => test(document)));
  }

  /** The test for one word: its grams have to stand in the report, as far as their places are known
      each as far behind the first as in the word. */
  function mayHold(word, catalogue, lists) {
    if (word.isShort) return (document) => heading(document, catalogue).some((text) => text.includes(word.text));
    const asked = [...cover(word), ...bridges(word, lists)];
    const known = asked.map(({ gram, place }) => ({ place, list: lists.get(gram) })).filter(({ list }) => list);
    if (!known.length) return () => true;
    known.sort((a, b) => a.list.numbers.length - b.list.numbers.length);
    let starts = null;
    let right = null;
    for (const { place, list } of known) {
      if (list.places && word.text.length >= 4) {
        const mine = list.numbers.map((number, i) => number * PLACES + ((list.places[i] - place + PLACES) % PLACES));
        starts = new Set(starts ? mine.filter((start) => starts.has(start)) : mine);
      } else {
        right = new Set(right ? list.numbers.filter((number) => right.has(number)) : list.numbers);
      }
    }
    if (starts) {
      const held = new Set([...starts].map((start) => Math.floor(start / PLACES)));
      right = right ? new Set([...held].filter((number) => right.has(number))) : held;
    }
    return (document) => right.has(document.number);
  }

  const bare = (text) => (text[0] === WORD_START ? text.slice(1) : text);

  /** How well a report's unit, title and year fit: a whole name before a part of one. */
  function score(document, words, catalogue) {
    const texts = heading(document, catalogue).map(bare);
    const years = [`${document.year}`, `${document.year}年`, `${document.year}年度`];
    let sum = 0;
    for (const word of words.map(({ text }) => bare(text))) {
      if (texts.slice(1).includes(word)) sum += 4;
      else if (years.includes(word) || texts.some((text) => text.includes(word))) sum += 2;
    }
    return sum;
  }

  function order(documents, words, catalogue, sort) {
    const sorted = documents.slice().sort((a, b) => b.number - a.number);
    if (sort === "oldest") return sorted.reverse();
    if (sort === "newest") return sorted;
    const scores = new Map(sorted.map((document) => [document.number, score(document, words, catalogue)]));
    return sorted.sort((a, b) => scores.get(b.number) - scores.get(a.number) || b.number - a.number);
  }

  /** Whether the postings alone settle the answer: those of each word's cover are there, and tell
      their places if there are several. In a text so long that its places start again, they may lie. */
  function isExact(words, catalogue, lists) {
    return words.every((word) => {
      const found = cover(word).map(({ gram }) => lists.get(gram));
      return found.every(Boolean) && (found.length < 2 || (!catalogue.wraps && found.every((list) => list.places)));
    });
  }

  /** Whether a report really holds every word; `text` is its own file: fields and body. */
  function holds(document, words, catalogue, text) {
    const fields = [...heading(document, catalogue), fold(`${document.year}年度`), fold(catalogue.categories[document.category])];
    let rest = null;
    return words.every((word) => {
      if (fields.some((field) => field.includes(word.text))) return true;
      if (word.isShort) return false;
      rest = rest || [...text.fields.map(fold), fold(text.body)];
      return rest.some((field) => field.includes(word.text));
    });
  }

  // ---- excerpts ----

  /** Where the words stand in a text: [start, end] pairs, in order, never overlapping. */
  function marks(text, words) {
    const mapped = foldMapped(text);
    const found = [];
    for (const word of words) {
      let at = mapped.text.indexOf(word.text);
      while (at >= 0) {
        const first = mapped.text[at] === WORD_START ? at + 1 : at;
        const lastPlace = mapped.places[at + word.text.length - 1];
        found.push([mapped.places[first], lastPlace + (text.codePointAt(lastPlace) > 0xffff ? 2 : 1)]);
        at = mapped.text.indexOf(word.text, at + word.text.length);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    const merged = [];
    for (const [from, to] of found) {
      const last = merged.at(-1);
      if (last && from < last[1]) last[1] = Math.max(last[1], to);
      else merged.push([from, to]);
    }
    return merged;
  }

  /** Pieces of a text, [string, isMarked], that together are the text from one place to another. */
  function cut(text, found, from, to) {
    const out = [];
    let end = from;
    for (const mark of found) {
      const [start, stop] = [Math.max(mark[0], from), Math.min(mark[1], to)];
      if (start >= stop) continue;
      if (start > end) out.push([text.slice(end, start), false]);
      out.push([text.slice(start, stop), true]);
      end = stop;
    }
    if (end < to) out.push([text.slice(end, to), false]);
    return out;
  }

  const pieces = (text, words) => cut(text, marks(text, words), 0, text.length);

  /** About 90 characters around each word where it first stands, in one piece where they touch. */
  function excerpt(body, words) {
    const firsts = words.map((word) => marks(body, [word])[0] || [0, 0]).filter(([, to]) => to > 0);
    const windows = [];
    for (const [from, to] of (firsts.length ? firsts : [[0, 0]]).sort((a, b) => a[0] - b[0])) {
      const [start, end] = [Math.max(0, from - 30), Math.min(body.length, to + (firsts.length ? 60 : 100))];
      const last = windows.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else windows.push([start, end]);
    }
    const line = body.replace(/\n/g, " ");
    const found = marks(body, words);
    const out = [];
    for (const [start, end] of windows) {
      if (start > 0) out.push(["…", false]);
      out.push(...cut(line, found, start, end));
    }
    if (windows.at(-1)[1] < body.length) out.push(["…", false]);
    return out;
  }

  root.GongkaiEngine = {
    LONGEST_QUERY, fold, parse, cover, bridges, kindOf, shardOf, isSound, postings, readCatalogue, candidates, order,
    isExact, holds, marks, pieces, excerpt,
  };
})(typeof globalThis === "undefined" ? window : globalThis);
