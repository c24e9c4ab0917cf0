globalThis.order = ["d"];
