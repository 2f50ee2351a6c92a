import { probeDeps } from "@/app/api/probe-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { Reply } from "@/lib/http/reply";
import { respond } from "@/lib/http/respond";
import { viewDeadman } from "@/lib/views/probes";

export const GET = respond("deadman", async ({ now }) => {
  const life = await viewDeadman(probeDeps(now));
  return new Reply(life, { status: life.alive ? 200 : 503 });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
