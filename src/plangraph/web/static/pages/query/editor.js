// The SPARQL editor: CodeMirror over the form's own field, which stays what is sent.
import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap,
  defaultKeymap, drawSelection, EditorState, EditorView, highlightActiveLine, HighlightStyle, history, historyKeymap,
  indentOnInput, keymap, LanguageSupport, lineNumbers, setDiagnostics, sparql, styleTags, syntaxHighlighting, syntaxTree,
  tags,
} from "/static/vendor/codemirror.js";
import { completions, missingPrefix } from "./completion.js";
import { judgeWhileTyping } from "./verdict.js";

const NOT_CODE = /comment|string|iri(?!orfunction)/i;

/**
 * Put the editor in the place of a form's field.
 *
 * @param {HTMLFormElement} form is sent by Ctrl+Enter, and names the address of the vocabulary.
 * @param {HTMLTextAreaElement} area keeps the text.
 */
export function upgrade(form, area) {
  const label = form.querySelector(`label[for="${area.id}"]`);
  const place = document.createElement("div");
  place.className = "editor";
  // Inside a shadow root CodeMirror adopts its style sheets; outside it would write a style element.
  const root = place.attachShadow({ mode: "open" });
  const known = { prefixes: {}, terms: [] };
  let complete = completions(known);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(),
        indentOnInput(), language(), colours(), look(), EditorView.lineWrapping,
        autocompletion({ override: [(context) => complete(context)], icons: false }),
        EditorView.contentAttributes.of({ "aria-label": label.textContent.trim(), spellcheck: "false" }),
        keymap.of([
          { key: "Mod-Enter", run: () => { form.requestSubmit(); return true; } },
          ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap,
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
        ]),
        EditorView.inputHandler.of((...typed) => declare(known.prefixes, ...typed)),
        EditorView.domEventHandlers({ beforeinput: replaceSelection }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          area.value = state.doc.toString();
          area.dispatchEvent(new Event("input"));
        }),
      ],
    }),
  });
  area.hidden = true;
  area.after(place);
  label.addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
  judgeWhileTyping(form, area, (wrong) => mark(view, wrong));
  learn(form.dataset.terms, known).then(() => { complete = completions(known); });
  return view;
}

/** Fetch the vocabulary into `known`; without it the editor completes keywords and variables. */
async function learn(address, known) {
  try {
    const answer = await fetch(address);
    if (answer.ok) Object.assign(known, await answer.json());
  } catch { /* offline: there is nothing to complete then */ }
}

// Chromium would carry the look of the text that is typed over into a style attribute, which the policy forbids.
function replaceSelection(event, view) {
  if (event.inputType !== "insertText" || event.data === null || view.state.selection.main.empty) return false;
  if (event.isComposing) return false;
  event.preventDefault();
  view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Declare a prefix of ours when its colon is typed. */
function declare(prefixes, view, from, to, text) {
  if (text !== ":" || from !== to) return false;
  const line = view.state.doc.lineAt(from);
  const before = view.state.sliceDoc(line.from, from);
  const prefix = /(?<![\w:?$@<#-])[A-Za-z][\w-]*$/.exec(before)?.[0];
  if (!prefix || /PREFIX\s+\S*$/i.test(before)) return false;
  if (NOT_CODE.test(syntaxTree(view.state).resolveInner(from, -1).name)) return false;
  const head = missingPrefix(view.state.doc.toString(), prefix, prefixes);
  if (!head || head.from > from) return false;
  view.dispatch({
    changes: [head, { from, insert: ":" }], selection: { anchor: from + head.insert.length + 1 }, userEvent: "input.type",
  });
  return true;
}

/** Underline the place that the server named; nothing for null. */
function mark(view, wrong) {
  const { doc } = view.state;
  if (!wrong || wrong.line > doc.lines) return view.dispatch(setDiagnostics(view.state, []));
  const line = doc.line(wrong.line);
  const characters = [...line.text]; // the server counts characters, the editor units of UTF-16
  const from = line.from + characters.slice(0, wrong.column - 1).join("").length;
  const rest = doc.sliceString(from, line.to);
  const to = Math.min(from + Math.max(/^[\w:?$-]*/.exec(rest)[0].length, 1), doc.length);
  view.dispatch(setDiagnostics(view.state, [{ from: Math.min(from, to), to, severity: "error", message: wrong.message }]));
}

/** The grammar leaves prefixed names without a colour. */
function language() {
  const names = styleTags({ "Pname_ln Pname_ns": tags.namespace });
  return new LanguageSupport(sparql().language.configure({ props: [names] }));
}

function colours() {
  return syntaxHighlighting(HighlightStyle.define([
    { tag: tags.keyword, color: "var(--word)", fontWeight: "bold" },
    { tag: [tags.variableName, tags.definition(tags.variableName)], color: "var(--variable)" },
    { tag: [tags.url, tags.namespace, tags.typeName, tags.propertyName], color: "var(--iri)" },
    { tag: [tags.string, tags.number, tags.bool], color: "var(--string)" },
    { tag: tags.comment, color: "var(--note)", fontStyle: "italic" },
  ]));
}

function look() {
  const mono = 'ui-monospace, "DejaVu Sans Mono", monospace';
  return EditorView.theme({
    "&": { border: "1px solid var(--ink)", borderRadius: "4px", color: "var(--text)", backgroundColor: "var(--paper)" },
    "&.cm-focused": { outline: "3px solid var(--ink)", outlineOffset: "2px" },
    ".cm-scroller": { fontFamily: mono, fontSize: ".9375rem", lineHeight: "1.5", minHeight: "12rem" },
    ".cm-content": { caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    ".cm-gutters": { backgroundColor: "var(--pale)", color: "var(--quiet)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
      { backgroundColor: "var(--chosen)" },
    ".cm-matchingBracket, &.cm-focused .cm-matchingBracket":
      { backgroundColor: "transparent", outline: "1px solid var(--quiet)" },
    ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--bad)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)" },
    ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--text)", border: "1px solid var(--ink)", maxWidth: "min(34rem, 90vw)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: mono, fontSize: ".875rem", maxWidth: "90vw" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--button)", color: "#fff" },
    ".cm-completionDetail": { fontStyle: "normal", opacity: ".85" },
  });
}
