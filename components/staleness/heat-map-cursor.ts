"use client";
/** The keyboard and the mouse in the calendar of bars: a day, and the block that is dragged or extended from it. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { placeAfter } from "./matrix-selection";
import type { Block, DayPlace } from "./prepare-coverage";

const PAGE_ROWS = 10;

export type HeatMapCursorOptions = {
  rows: number;
  days: number;
  block: Block | null;
  onBlock: (block: Block | null) => void;
  onOpen: (place: DayPlace) => void;
  scrollTo: (row: number) => void;
};

/** The day under the pointer: rows are elements, days are shares of their width. */
function placeOf(event: PointerEvent, days: number): DayPlace | null {
  if (!(event.target instanceof Element)) return null;
  const track = event.target.closest<HTMLElement>("[data-heat-row]");
  if (!track) return null;
  const box = track.getBoundingClientRect();
  const day = Math.floor(((event.clientX - box.left) / box.width) * days);
  return { row: Number(track.dataset.heatRow), day: Math.max(0, Math.min(days - 1, day)) };
}

export function useHeatMapCursor(options: HeatMapCursorOptions) {
  const { rows, days, block, onBlock, onOpen } = options;
  const [active, setActive] = useState<DayPlace>({ row: 0, day: days - 1 });
  const [hovered, setHovered] = useState<DayPlace | null>(null);
  const pressed = useRef<DayPlace | null>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      return onOpen(active);
    }
    if (event.key === "Escape" && block) return onBlock(null);
    const next = placeAfter(
      event.key,
      { row: active.row, column: active.day },
      { rows, columns: days, pageRows: PAGE_ROWS, far: event.ctrlKey || event.metaKey },
    );
    if (!next) return;
    event.preventDefault();
    const place = { row: next.row, day: next.column };
    setActive(place);
    setHovered(null);
    options.scrollTo(place.row);
    onBlock(event.shiftKey ? { from: block?.from ?? active, to: place } : null);
  };

  const onPointerDown = (event: PointerEvent) => {
    const place = placeOf(event, days);
    if (!place) return;
    setActive(place);
    if (event.shiftKey) return onBlock({ from: block?.from ?? active, to: place });
    pressed.current = place;
    onBlock(null);
  };

  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    const place = placeOf(event, days);
    setHovered((before) =>
      before?.row === place?.row && before?.day === place?.day ? before : place,
    );
    const from = pressed.current;
    if (!from || !place || event.buttons !== 1) return;
    if (place.row !== from.row || place.day !== from.day || block) onBlock({ from, to: place });
  };

  /** A press without a drag opens the day. */
  const onPointerUp = (event: PointerEvent) => {
    const from = pressed.current;
    pressed.current = null;
    const place = placeOf(event, days);
    if (from && !block && place && place.row === from.row && place.day === from.day) onOpen(place);
  };

  return {
    active,
    /** Whose words are shown. */
    pointed: hovered ?? active,
    handlers: {
      onKeyDown,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerLeave: () => setHovered(null),
    },
  };
}
