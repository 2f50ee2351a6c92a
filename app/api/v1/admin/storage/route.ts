import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewStorage } from "@/lib/views/storage";
import { storageFacts } from "./storage-facts";

export const GET = respond("storage", async ({ now }) =>
  viewStorage(viewDeps(now), await storageFacts()),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
