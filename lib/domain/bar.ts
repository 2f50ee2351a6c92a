/** One candle as every room passes it on: `t` is the START of its window in ms UTC. Prices and volume are doubles. */
export type Bar = {
  t: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
};
