/** The body of an endpoint's good answer, as its handler hands it out. */
import type { z } from "zod";
import type { Endpoints } from "./index";
import type { RouteName } from "./routes";

export type ResponseBody<N extends RouteName> = z.input<Endpoints[N]["response"]>;
