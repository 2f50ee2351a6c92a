/** A reproducible walk of minutes, round the clock. */
import type { Bar } from "@/lib/domain/bar";
import { MINUTE_MS } from "@/lib/domain/calendar-days";

const FROM_MS = Date.UTC(2023, 0, 1);

export function makeBars(length: number, seed: number): Bar[] {
  let state = seed * 2 + 1;
  const dice = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = 100;
  return Array.from({ length }, (_, index) => {
    const open = price;
    price = Math.round(price * (1 + (dice() - 0.5) / 500) * 10_000) / 10_000;
    const high = Math.max(open, price) + Math.round(dice() * 100) / 10_000;
    const low = Math.min(open, price) - Math.round(dice() * 100) / 10_000;
    const volume = Math.round(dice() * 1e8) / 1e4;
    return { t: FROM_MS + index * MINUTE_MS, open, high, low, close: price, volume };
  });
}
