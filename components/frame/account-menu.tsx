"use client";
/** Who is signed in, theme and zone, help, sign out. A native popover: nothing to load. */
import { CircleUser } from "lucide-react";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { notify } from "@/components/ui/notify";
import type { ResponseOf } from "@/lib/client/call";
import { ThemePicker } from "./theme-picker";
import { ZonePicker } from "./zone-picker";

type Viewer = ResponseOf<"frame">["viewer"];

async function signOut(): Promise<void> {
  const answer = await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
  if (answer?.ok) window.location.assign("/sign-in");
  else notify({ tone: "bad", title: "Could not sign out", detail: "The server did not answer." });
}

export function AccountMenu({
  viewer,
  onHelp,
}: {
  viewer: Viewer | undefined;
  onHelp: () => void;
}) {
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        aria-label={viewer ? `Account of ${viewer.name}` : "Account"}
        className="flex items-center gap-1.5 rounded-md p-1.5 text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:p-3"
      >
        <CircleUser className="size-4" aria-hidden="true" />
      </button>
      <div id="account" popover="auto" className="hang w-72 p-4">
        <p className="font-medium">{viewer?.name ?? "Not signed in"}</p>
        <p className="text-ink-3 text-small">{viewer ? `Role: ${viewer.role}` : "Open to read"}</p>
        <dl className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 border-rule border-t pt-3">
          <dt className="text-ink-2 text-small">Theme</dt>
          <dd>
            <ThemePicker />
          </dd>
          <dt className="text-ink-2 text-small">Times in</dt>
          <dd>
            <ZonePicker />
          </dd>
        </dl>
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 border-rule border-t pt-3">
          <button
            type="button"
            onClick={onHelp}
            className="underline-quiet"
            popoverTarget="account"
          >
            Keyboard <Kbd>?</Kbd>
          </button>
          <AppLink href="/docs" className="underline-quiet">
            API reference
          </AppLink>
          {viewer ? (
            <Button size="small" className="ml-auto" onClick={() => void signOut()}>
              Sign out
            </Button>
          ) : (
            <AppLink href="/sign-in" className="underline-quiet ml-auto">
              Sign in
            </AppLink>
          )}
        </div>
      </div>
    </>
  );
}
