/** A JSON answer that sets cookies: `Set-Cookie` may come several times, which a plain header record cannot say. */
export function withCookies(body: unknown, cookies: readonly string[]): Response {
  const response = Response.json(body);
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
