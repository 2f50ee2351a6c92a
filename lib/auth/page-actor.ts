/** Who looks at a page. Pages check by themselves; proxy.ts decides nothing. */
import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Role } from "@/lib/domain/vocabulary";
import { env } from "@/lib/env";
import { identify } from "./actor";
import { type Actor, mayActAs } from "./actor-type";
import { requestIdOf } from "./request-id";

/** The page's path, noted by proxy.ts, so that sign-in can lead back. */
const PATH_HEADER = "x-candlewatch-path";

/** The caller of this page, signed in or not. */
export async function pageActor(): Promise<Actor> {
  const request = new Request(env.publicUrl, { headers: new Headers(await headers()) });
  return identify(request, requestIdOf(request));
}

/** Whoever is not signed in goes to /sign-in and comes back afterwards; too small a role goes to the front page. */
export async function requirePageActor(role: Role = "viewer"): Promise<Actor> {
  const actor = await pageActor();
  if (mayActAs(actor.role, role)) return actor;
  if (actor.role !== null) redirect("/");
  const path = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(path)}` as Route);
}
