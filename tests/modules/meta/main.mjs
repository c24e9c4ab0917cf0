import { url, meta } from "./a%20name.mjs";
import { url as withQuery } from "./a%20name.mjs?query";
console.log(url.slice(url.lastIndexOf("/")), withQuery.slice(withQuery.lastIndexOf("/")));
console.log(meta === import.meta, typeof import.meta, Object.getPrototypeOf(import.meta));
const f = () => import.meta;
for (let i = 0; i < 300; i++) f();
import.meta.extra = 1;
console.log(f() === import.meta, f().extra, import.meta.url.endsWith("/tests/modules/meta/main.mjs"));
console.log(import.meta.dirname + "/main.mjs" === import.meta.filename);
