//! Which edition of the standard a test belongs to.
//!
//! Tests do not say it. It is the latest edition that one of their features came with; of those without a feature, the
//! fifth if they name a section of it or of none, the sixth if they name a section of that.
//!
//! Invariant: editions are named by their year, the fifth by 2011; what is not yet in one is of [`NEXT`].

use crate::frontmatter::Metadata;

/// What the next edition will bring.
pub const NEXT: u16 = 9999;

/// The features of each edition, by the beginning of their names where a `*` ends them.
const FEATURES: &[(u16, &[&str])] = &[
    (
        2015,
        &[
            "ArrayBuffer",
            "Array.prototype.values",
            "arrow-function",
            "class",
            "computed-property-names",
            "const",
            "cross-realm",
            "DataView*",
            "default-parameters",
            "destructuring-*",
            "Float32Array",
            "Float64Array",
            "for-of",
            "generators",
            "Int8Array",
            "Int16Array",
            "Int32Array",
            "let",
            "Map",
            "new.target",
            "Object.is",
            "Promise",
            "Proxy",
            "Reflect*",
            "rest-parameters",
            "Set",
            "stable-array-sort",
            "String.fromCodePoint",
            "String.prototype.endsWith",
            "String.prototype.includes",
            "super",
            "Symbol",
            "Symbol.hasInstance",
            "Symbol.isConcatSpreadable",
            "Symbol.iterator",
            "Symbol.match",
            "Symbol.replace",
            "Symbol.search",
            "Symbol.species",
            "Symbol.split",
            "Symbol.toPrimitive",
            "Symbol.toStringTag",
            "Symbol.unscopables",
            "tail-call-optimization",
            "template",
            "TypedArray",
            "Uint8Array",
            "Uint16Array",
            "Uint32Array",
            "Uint8ClampedArray",
            "WeakMap",
            "WeakSet",
            "__proto__",
        ],
    ),
    (2016, &["Array.prototype.includes", "exponentiation", "u180e"]),
    (
        2017,
        &["async-functions", "Atomics", "SharedArrayBuffer", "__getter__", "__setter__", "caller"],
    ),
    (
        2018,
        &[
            "async-iteration",
            "object-rest",
            "object-spread",
            "Promise.prototype.finally",
            "regexp-dotall",
            "regexp-lookbehind",
            "regexp-named-groups",
            "regexp-unicode-property-escapes",
            "Symbol.asyncIterator",
            "IsHTMLDDA",
        ],
    ),
    (
        2019,
        &[
            "Array.prototype.flat",
            "Array.prototype.flatMap",
            "json-superset",
            "Object.fromEntries",
            "optional-catch-binding",
            "stable-typedarray-sort",
            "string-trimming",
            "String.prototype.trim*",
            "Symbol.prototype.description",
            "well-formed-json-stringify",
        ],
    ),
    (
        2020,
        &[
            "BigInt",
            "coalesce-expression",
            "dynamic-import",
            "export-star-as-namespace-from-module",
            "for-in-order",
            "globalThis",
            "import.meta",
            "optional-chaining",
            "Promise.allSettled",
            "String.prototype.matchAll",
            "Symbol.matchAll",
        ],
    ),
    (
        2021,
        &[
            "AggregateError",
            "align-detached-buffer-*",
            "FinalizationRegistry",
            "host-gc-required",
            "logical-assignment-operators",
            "numeric-separator-literal",
            "Promise.any",
            "String.prototype.replaceAll",
            "WeakRef",
        ],
    ),
    (
        2022,
        &[
            "Array.prototype.at",
            "class-*",
            "error-cause",
            "Object.hasOwn",
            "regexp-match-indices",
            "String.prototype.at",
            "top-level-await",
            "TypedArray.prototype.at",
            "arbitrary-module-namespace-names",
        ],
    ),
    (
        2023,
        &["array-find-from-last", "change-array-by-copy", "hashbang", "symbols-as-weakmap-keys"],
    ),
    (
        2024,
        &[
            "array-grouping",
            "arraybuffer-transfer",
            "Atomics.waitAsync",
            "promise-with-resolvers",
            "regexp-v-flag",
            "resizable-arraybuffer",
            "String.prototype.isWellFormed",
            "String.prototype.toWellFormed",
        ],
    ),
    (
        2025,
        &[
            "Float16Array",
            "import-attributes",
            "iterator-helpers",
            "json-modules",
            "promise-try",
            "proxy-missing-checks",
            "regexp-duplicate-named-groups",
            "regexp-modifiers",
            "RegExp.escape",
            "set-methods",
        ],
    ),
    (
        2026,
        &[
            "Array.fromAsync",
            "Error.isError",
            "iterator-sequencing",
            "json-parse-with-source",
            "Math.sumPrecise",
            "uint8array-base64",
            "upsert",
        ],
    ),
];

fn edition_of_feature(feature: &str) -> u16 {
    let has = |name: &&str| match name.strip_suffix('*') {
        Some(start) => feature.starts_with(start),
        None => *name == feature,
    };
    let edition = FEATURES.iter().find(|(_, names)| names.iter().any(has));
    edition.map_or(NEXT, |(year, _)| *year)
}

/// The edition of a test, by its year.
pub fn edition(metadata: &Metadata) -> u16 {
    let least = if metadata.es6id && !metadata.es5id { 2015 } else { 2011 };
    metadata.features.iter().map(|f| edition_of_feature(f)).fold(least, u16::max)
}

/// The year that a user names: `2020`, `es2020`, `es11`, `11` or `next`.
///
/// # Errors
/// What is no edition.
pub fn parse(text: &str) -> Result<u16, String> {
    let number = text.trim_start_matches("es").trim_start_matches("ES");
    match (text, number.parse::<u16>()) {
        ("next", _) => Ok(NEXT),
        (_, Ok(5)) => Ok(2011),
        (_, Ok(edition @ 6..=99)) => Ok(2009 + edition),
        (_, Ok(year)) if year == 2011 || FEATURES.iter().any(|(known, _)| *known == year) => {
            Ok(year)
        }
        _ => Err(format!("'{text}' is no edition: 5, 6, 2016, next are some")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_feature_counts() {
        let of = |features: &[&str]| {
            let features = features.iter().map(|f| (*f).to_owned()).collect();
            edition(&Metadata { features, ..Metadata::default() })
        };
        assert_eq!(of(&[]), 2011);
        assert_eq!(of(&["class", "class-fields-private", "let"]), 2022);
        assert_eq!(of(&["Temporal"]), NEXT);
    }

    #[test]
    fn editions_have_several_names() {
        for (text, year) in
            [("5", 2011), ("es6", 2015), ("2020", 2020), ("ES2020", 2020), ("next", NEXT)]
        {
            assert_eq!(parse(text), Ok(year));
        }
        assert!(parse("1999").is_err() && parse("x").is_err());
    }
}
