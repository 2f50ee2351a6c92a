import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { Wordmark } from "@/components/frame/wordmark";
import { safeNext } from "@/components/sign-in/safe-next";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { pageActor } from "@/lib/auth/page-actor";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked } = await searchParams;
  const next = safeNext(typeof asked === "string" ? asked : null);
  const actor = await pageActor();
  if (actor.role !== null) redirect(next as Route);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <Wordmark />
      <h1 className="verdict-text">Sign in</h1>
      <SignInForm next={next} />
    </main>
  );
}
