/** Completion of the search: what could stand where the caret is. Pure. */
import { findQualifier, QUALIFIERS } from "./search-grammar";

export type Completion = {
  /** What it is called in the list. */
  label: string;
  hint: string;
  /** The whole text after taking it, and where the caret stands then. */
  text: string;
  caret: number;
};

const MOST = 10;

/** @param symbols known symbols, for completing `symbol:` and bare words */
export function completeSearch(
  text: string,
  caret: number,
  symbols: readonly string[],
): Completion[] {
  const start = text.lastIndexOf(" ", caret - 1) + 1;
  const typed = text.slice(start, caret);
  const end = caret + (/^\S*/.exec(text.slice(caret))?.[0].length ?? 0);
  const replace = (token: string, closed: boolean) => {
    const before = `${text.slice(0, start)}${token}${closed ? " " : ""}`;
    return { text: before + text.slice(end).replace(closed ? /^ / : "", ""), caret: before.length };
  };
  const colon = typed.indexOf(":");
  if (colon === -1) return completeName(typed, symbols, replace).slice(0, MOST);
  const qualifier = findQualifier(typed.slice(0, colon));
  if (!qualifier) return [];
  const value = typed.slice(colon + 1);
  const options = valuesOf(qualifier, symbols);
  const listed = value.lastIndexOf(",") + 1;
  const done = qualifier.kind === "list" ? value.slice(0, listed) : "";
  const begun = value.slice(done.length).toLowerCase();
  const taken = done.split(",");
  return options
    .filter((option) => option.toLowerCase().startsWith(begun) && !taken.includes(option))
    .slice(0, MOST)
    .map((option) => ({
      label: option,
      hint: qualifier.hint,
      ...replace(`${typed.slice(0, colon + 1)}${done}${option}`, true),
    }));
}

function valuesOf(
  qualifier: (typeof QUALIFIERS)[number],
  symbols: readonly string[],
): readonly string[] {
  if (qualifier.kind === "list") return qualifier.values;
  return qualifier.kind === "symbol" ? symbols : [">0", ">2", ">10"];
}

function completeName(
  typed: string,
  symbols: readonly string[],
  replace: (token: string, closed: boolean) => { text: string; caret: number },
): Completion[] {
  const names = QUALIFIERS.filter(({ name }) => name.startsWith(typed.toLowerCase())).map(
    ({ name, hint }) => ({ label: `${name}:`, hint, ...replace(`${name}:`, false) }),
  );
  if (typed === "") return names;
  const wanted = typed.toUpperCase();
  const found = symbols
    .filter((symbol) => symbol.startsWith(wanted))
    .map((symbol) => ({ label: symbol, hint: "symbol", ...replace(`symbol:${symbol}`, true) }));
  return [...names, ...found];
}
