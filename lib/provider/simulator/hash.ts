/** Dice without memory: the same key always gives the same throw, so any moment of the market can be computed alone. */

/** 32-bit key of a text (FNV-1a). */
export function keyOf(text: string): number {
  let key = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    key = Math.imul(key ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(key);
}

/** The key of one part of something, say a day of a symbol. */
export function subkey(key: number, part: number): number {
  return mix(key ^ mix(Math.imul(part, 0x9e3779b1) + 0x7f4a7c15));
}

/** Uniform in [0, 1): the throw with this number under a key. */
export function dice(key: number, number: number): number {
  return mix(key ^ Math.imul(number + 1, 0x9e3779b1)) / 4_294_967_296;
}

/** Uniform in [0, 1), from a key and two integers. */
export function uniform(key: number, a: number, b: number): number {
  return dice(subkey(key, a), b);
}

/** Mean 0, standard deviation 1, never beyond ±1.74: a flat distribution is enough for a made-up market. */
export function deviate(key: number, a: number, b: number): number {
  return standard(uniform(key, a, b));
}

/** A uniform throw with its mean moved to 0 and its standard deviation to 1. */
export function standard(throwOf: number): number {
  return (throwOf - 0.5) * 3.464101615137755;
}

/** The finalizer of MurmurHash3. @see Appleby, SMHasher */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
