/** Reads a body whole, but never without a bound. */

/** A full page of 50,000 bars is about 6 MB. */
const LARGEST_BODY_BYTES = 64 * 1024 * 1024;

export async function readBody(response: Response): Promise<{ text: string; bytes: number }> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  if (response.body === null) return { text, bytes };
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY_BYTES)
      throw new Error(`the body is larger than ${LARGEST_BODY_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return { text: text + decoder.decode(), bytes };
}
