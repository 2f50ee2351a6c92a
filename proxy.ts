/** Gives every page its content security policy with a fresh nonce, and tells it its own path. Decides nothing about access. */
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { pagePolicy, securityHeaders } from "@/lib/http/security-headers";

export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy(nonce, !env.isProduction);
  const headers = new Headers(request.headers);
  // Next.js reads the nonce for its own scripts from the policy of the request.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-candlewatch-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(env.publicUrl)))
    response.headers.set(name, value);
  return response;
}

/** Pages; files with an ending and the API set their own headers. */
export const config = { matcher: ["/((?!api/|_next/|.*\\.[a-z0-9]+$).*)"] };
