"use client";
/** The keyboard and the mouse in the matrix: where one stands, what is selected, and whose card is shown. */
import {
  type Dispatch,
  type KeyboardEvent,
  type PointerEvent,
  type SetStateAction,
  useRef,
  useState,
} from "react";
import {
  keyText,
  type Place,
  placeAfter,
  type SeriesKey,
  seriesAt,
  seriesBetween,
  seriesOf,
  toggleAll,
} from "./matrix-selection";
import type { PreparedMatrix } from "./prepare-matrix";

const HOVER_MS = 180;
const LEAVE_MS = 220;
const PAGE_ROWS = 12;

export type MatrixCursorOptions = {
  matrix: PreparedMatrix;
  selected: ReadonlySet<string>;
  onSelect: Dispatch<SetStateAction<ReadonlySet<string>>>;
  onOpen: (series: SeriesKey) => void;
  onRerun: (series: SeriesKey) => void;
  scrollTo: (row: number) => void;
};

/** The place of the cell under an event; null between cells. */
function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest<HTMLElement>("[data-row][data-column]");
  if (!cell) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

export function useMatrixCursor(options: MatrixCursorOptions) {
  const { matrix, selected, onSelect } = options;
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [card, setCard] = useState<Place | null>(null);
  const anchor = useRef<Place>(active);
  const dragFrom = useRef<{ place: Place; before: ReadonlySet<string> } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const showCard = (place: Place | null, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCard(place), afterMs);
  };
  // Rows that did not change keep the handler they were drawn with: what is selected is asked for when it is pressed.
  const toggle = (keys: readonly string[]) => onSelect((before) => toggleAll(before, keys));
  const extendTo = (place: Place) =>
    onSelect(new Set([...selected, ...seriesBetween(matrix, anchor.current, place)]));

  const moveTo = (place: Place, extend: boolean) => {
    setActive(place);
    options.scrollTo(place.row);
    if (extend) extendTo(place);
    else anchor.current = place;
    showCard(place, HOVER_MS);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    if (act(event)) event.preventDefault();
  };

  /** @returns whether the key meant something here */
  const act = (event: KeyboardEvent): boolean => {
    const far = event.ctrlKey || event.metaKey;
    if (far && event.key.toLowerCase() === "a") {
      onSelect(new Set(seriesOf(matrix)));
      return true;
    }
    const next = placeAfter(event.key, active, {
      rows: matrix.rows.length,
      columns: matrix.timeframes.length,
      pageRows: PAGE_ROWS,
      far,
    });
    if (next) moveTo(next, event.shiftKey);
    return next !== null || actOnCell(event.key, seriesAt(matrix, active));
  };

  const actOnCell = (key: string, series: SeriesKey | null): boolean => {
    switch (key) {
      case " ":
      case "x":
        if (series) toggle([keyText(series)]);
        return true;
      case "r":
        if (series && selected.size === 0) options.onRerun(series);
        return selected.size === 0;
      case "Enter":
        if (series) options.onOpen(series);
        return true;
      case "Escape":
        showCard(null, 0);
        if (card === null) onSelect(new Set());
        return true;
      default:
        return false;
    }
  };

  const onPointerDown = (event: PointerEvent) => {
    const place = placeOf(event.target);
    if (!place) return;
    setActive(place);
    if (event.shiftKey) return extendTo(place);
    anchor.current = place;
    const series = seriesAt(matrix, place);
    if ((event.ctrlKey || event.metaKey) && series) return toggle([keyText(series)]);
    if (event.pointerType === "mouse") dragFrom.current = { place, before: selected };
    showCard(place, 0);
  };

  const onPointerOver = (event: PointerEvent) => {
    const place = placeOf(event.target);
    if (!place || event.pointerType !== "mouse") return;
    const drag = dragFrom.current;
    if (!drag || event.buttons !== 1) {
      dragFrom.current = null;
      return showCard(place, HOVER_MS);
    }
    showCard(null, 0);
    setActive(place);
    onSelect(new Set([...drag.before, ...seriesBetween(matrix, drag.place, place)]));
  };

  return {
    active,
    card,
    toggle,
    hideCard: () => showCard(null, 0),
    /** The pointer or the focus has left; a moment to reach the card. */
    leave: () => showCard(null, LEAVE_MS),
    keepCard: () => clearTimeout(timer.current),
    handlers: {
      onKeyDown,
      onPointerDown,
      onPointerOver,
      onPointerUp: () => {
        dragFrom.current = null;
      },
      onPointerLeave: () => showCard(null, LEAVE_MS),
      onBlur: () => showCard(null, LEAVE_MS),
      onScroll: () => showCard(null, 0),
    },
  };
}
