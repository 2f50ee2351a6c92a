/** Reads a typed array inside a loop that is bounded by its length: there is always a value, which the compiler can't see. */
export function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
