//! What is claimed of the official suite: `test262-subset/manifest.toml`.
//!
//! Invariant: the list of what is left out is closed: whatever it does not name counts.

use crate::suite::Test;
use serde::Deserialize;

/// The project's own manifest.
const OWN: &str = include_str!("../../../test262-subset/manifest.toml");

/// What is claimed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// The commit of the suite.
    pub commit: String,
    /// The folders of `test/`.
    pub paths: Vec<String>,
    /// Features whose tests are left out.
    pub excluded_features: Vec<String>,
    /// As above, every feature that begins so.
    pub excluded_feature_prefixes: Vec<String>,
}

impl Manifest {
    /// The project's own.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn own() -> Result<Manifest, String> {
        toml::from_str(OWN).map_err(|error| format!("the manifest: {error}"))
    }

    /// The feature for which a test is left out.
    pub fn exclusion<'a>(&self, test: &'a Test) -> Option<&'a str> {
        let mut features = test.metadata.features.iter();
        let excluded = features.find(|feature| {
            self.excluded_features.contains(feature)
                || self.excluded_feature_prefixes.iter().any(|p| feature.starts_with(p))
        });
        excluded.map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_is_listed_and_nothing_else() {
        let manifest = Manifest::own().unwrap();
        let test = |feature: &str| {
            let mut metadata = crate::frontmatter::Metadata::default();
            metadata.features.push(feature.to_owned());
            Test { path: "a.js".to_owned(), metadata }
        };
        assert_eq!(manifest.exclusion(&test("Intl.Locale")), Some("Intl.Locale"));
        assert_eq!(manifest.exclusion(&test("decorators")), Some("decorators"));
        for built in ["Temporal", "Atomics", "explicit-resource-management", "caller"] {
            assert_eq!(manifest.exclusion(&test(built)), None);
        }
    }
}
