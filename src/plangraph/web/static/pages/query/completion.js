// What the editor offers while typing: prefixes, classes and properties with their names, variables, keywords.

const KEYWORDS = `ASK AS ASC AVG BASE BIND BOUND CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE DISTINCT EXISTS
  FILTER FROM GRAPH GROUP_CONCAT HAVING IF IN ISBLANK ISIRI ISLITERAL LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS NAMED
  NOT OFFSET OPTIONAL PREFIX REDUCED REGEX REPLACE SAMPLE SELECT SEPARATOR STR STRAFTER STRBEFORE STRENDS STRLEN
  STRSTARTS SUBSTR SUM UCASE UNDEF UNION VALUES WHERE YEAR`.split(/\s+/).concat("GROUP BY", "ORDER BY");

/**
 * Return a completion source.
 *
 * @param {{prefixes: Record<string, string>, terms: {name: string, kind: string, label?: string, about?: string}[]}}
 *   vocabulary of the service.
 */
export function completions({ prefixes, terms }) {
  const byName = terms.map((term) => offer(term, term.name, term.label));
  const byLabel = terms.filter(({ label }) => label).map((term) => offer(term, term.label, term.name));
  const names = Object.entries(prefixes).map(([name, iri]) => (
    { label: `${name}:`, type: "namespace", detail: iri, apply: (...place) => insert(`${name}:`, ...place) }));
  const keywords = KEYWORDS.map((label) => ({ label, type: "keyword" }));

  function offer(term, label, detail) {
    return {
      label, detail, type: term.kind, info: term.about,
      apply: (...place) => insert(term.name, ...place),
    };
  }

  function insert(name, view, _completion, from, to) {
    const head = missingPrefix(view.state.doc.toString(), name.split(":")[0], prefixes);
    const changes = [{ from, to, insert: name }];
    if (head) changes.push(head);
    const shift = head ? head.insert.length : 0;
    view.dispatch({ changes, selection: { anchor: from + name.length + shift }, userEvent: "input.complete" });
  }

  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const found = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      found.delete(variable.text);
      return { from: variable.from, options: [...found].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
    }
    const name = context.matchBefore(/[A-Za-z][\w-]*:[\w-]*/);
    if (name) return { from: name.from, options: byName, validFor: /^[A-Za-z][\w-]*:[\w-]*$/ };
    const word = context.matchBefore(/[\p{L}_][\p{L}\w-]*/u);
    if (!context.explicit && (!word || word.text.length < 2)) return null;
    const options = [...keywords, ...names, ...byName, ...(context.explicit || word.text.length > 2 ? byLabel : [])];
    return { from: word ? word.from : context.pos, options, validFor: /^[\p{L}_][\p{L}\w-]*$/u };
  };
}

/**
 * Return the insertion that declares a prefix of ours, or null if there is no need.
 *
 * @param {string} text of the query.
 * @param {string} prefix without its colon.
 * @param {Record<string, string>} prefixes of the service.
 */
export function missingPrefix(text, prefix, prefixes) {
  const iri = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : null;
  if (!iri || new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(text)) return null;
  const head = /^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/.exec(text)[0]; // after the comments that open a query
  return { from: head.length, insert: `PREFIX ${prefix}: <${iri}>\n` };
}
