/** A link to a page of this app whose address is put together at run time. */
import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";

export type AppLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { href: string };

/** Addresses from answers and filters are strings; typed routes cannot know them, hence the one cast. */
export function AppLink({ href, prefetch = false, ...rest }: AppLinkProps) {
  return <Link href={href as Route} prefetch={prefetch} {...rest} />;
}
