export function isWorthCollecting(state: {
  utilization: number;
  heapBytes: number;
  keptBytes: number;
}): boolean;
