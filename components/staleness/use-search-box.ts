"use client";
/** What is typed into the search and what is offered for it; a finished text becomes filters. */
import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, type KeyboardEvent, type SyntheticEvent, useRef, useState } from "react";
import { symbolsQuery } from "@/lib/client/queries";
import { type Completion, completeSearch } from "./complete-search";
import { formatSearch, parseSearch } from "./search-grammar";
import { type Narrowing, NO_NARROWING } from "./staleness-filters";

const SYMBOLS_KNOWN = 1_000;

export function useSearchBox(filters: Narrowing, onChange: (filters: Narrowing) => void) {
  const input = useRef<HTMLInputElement>(null);
  const written = formatSearch(filters);
  /** What is being typed; null shows what the filters say. */
  const [draft, setDraft] = useState<string | null>(null);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const known = useQuery({
    ...symbolsQuery({ limit: SYMBOLS_KNOWN }),
    enabled: open,
    staleTime: 60_000,
  });
  const text = draft ?? written;
  const problems = draft === null ? [] : parseSearch(draft).problems;
  const offered = open
    ? completeSearch(text, caret, known.data?.symbols.map(({ symbol }) => symbol) ?? [])
    : [];

  const type = (value: string, at: number) => {
    setDraft(value);
    setCaret(at);
    setOpen(true);
    setMarked(-1);
  };
  const submit = (value: string) => {
    setOpen(false);
    const parsed = parseSearch(value);
    if (parsed.problems.length > 0) return setDraft(value);
    setDraft(null);
    onChange(parsed.filters);
  };
  const take = (completion: Completion) => {
    type(completion.text, completion.caret);
    input.current?.focus();
    // The caret can only be placed in the text once it is there.
    requestAnimationFrame(() =>
      input.current?.setSelectionRange(completion.caret, completion.caret),
    );
  };
  const step = (by: number) => {
    setOpen(true);
    setMarked(Math.max(-1, Math.min(offered.length - 1, marked + by)));
  };
  /** Takes back one thing at a time: the completions, what was typed, and at last the field gives the keyboard back. */
  const takeBack = () => {
    if (open) setOpen(false);
    else if (draft !== null) setDraft(null);
    else input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actionOf(event.key, offered[marked]);
    if (!action) return;
    event.preventDefault();
    action();
  };
  const actionOf = (key: string, chosen: Completion | undefined): (() => void) | null => {
    switch (key) {
      case "ArrowDown":
        return () => step(1);
      case "ArrowUp":
        return () => step(-1);
      case "Tab":
        return chosen ? () => take(chosen) : null;
      case "Enter":
        return () => (chosen ? take(chosen) : submit(text));
      case "Escape":
        return takeBack;
      default:
        return null;
    }
  };

  return {
    input,
    text,
    // While completions are offered, what is being typed is unfinished, not wrong.
    problem: offered.length > 0 ? null : (problems[0]?.message ?? null),
    offered,
    marked,
    take,
    clear: () => {
      setDraft(null);
      onChange(NO_NARROWING);
    },
    handlers: {
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) =>
        type(target.value, target.selectionStart ?? target.value.length),
      onSelect: ({ currentTarget }: SyntheticEvent<HTMLInputElement>) =>
        setCaret(currentTarget.selectionStart ?? 0),
      onFocus: () => setOpen(true),
      onBlur: () => {
        setOpen(false);
        if (draft !== null) submit(draft);
      },
      onKeyDown,
    },
  };
}
