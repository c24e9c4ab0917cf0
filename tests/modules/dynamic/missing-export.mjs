import { nothing } from "./shared.mjs";
