"use client";
/** Signing in: by address and password, or by the one-time link that led here (its token stands behind `#`). */
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ApiProblem, call } from "@/lib/client/call";

const listen = (onChange: () => void) => {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
};
const readToken = () => new URLSearchParams(window.location.hash.slice(1)).get("token");

export function SignInForm({ next }: { next: string }) {
  const token = useSyncExternalStore(listen, readToken, () => null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const enter = async (signIn: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn();
      // A whole new load: every page is rendered for the one who signed in.
      window.location.replace(next);
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : "Signing in failed.");
      setBusy(false);
    }
  };
  const byPassword = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: String(form.get("email")), password: String(form.get("password")) };
    void enter(() => call("signIn", { body }));
  };

  return (
    <div className="flex flex-col gap-5">
      {problem === null ? null : (
        <p role="alert" className="text-bad-ink">
          {problem}
        </p>
      )}
      {token === null ? (
        <form method="post" onSubmit={byPassword} className="flex flex-col gap-4">
          <Field
            label="E-mail address"
            name="email"
            type="email"
            autoComplete="username"
            required
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <Button type="submit" variant="primary" size="large" busy={busy}>
            Sign in
          </Button>
          <p className="text-ink-3 text-small">
            No password yet, or forgotten? Whoever runs the server prints a one-time link with{" "}
            <code>npm run sign-in-link</code>.
          </p>
        </form>
      ) : (
        <>
          <p>This link signs you in once. Set a password afterwards under Settings → Access.</p>
          <Button
            variant="primary"
            size="large"
            busy={busy}
            onClick={() => void enter(() => call("signInWithLink", { body: { token } }))}
          >
            Sign in with this link
          </Button>
          <a href="/sign-in" className="text-small underline">
            Sign in with a password instead
          </a>
        </>
      )}
    </div>
  );
}
