/** Keeps the keyboard to the charts themselves: the browser would stop at each layer that the chart library listens on. */
import type { FocusEvent } from "react";

export function keepLayersOut({ target }: FocusEvent<Element>): void {
  const chart = target.closest<SVGElement>("svg.recharts-surface");
  if (!chart) return;
  for (const layer of chart.querySelectorAll("g")) layer.setAttribute("tabindex", "-1");
  if (target !== chart) chart.focus();
}
