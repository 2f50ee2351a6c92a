import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewDeliveries } from "@/lib/views/channels";

export const GET = respond("deliveries", ({ query, now }) => viewDeliveries({ db, now }, query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
