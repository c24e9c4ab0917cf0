//! The properties of `\p{…}` (https://tc39.es/ecma262/#sec-runtime-semantics-unicodematchproperty-p).
//!
//! Invariant: names are matched strictly, and those that the specification does not list are unknown, even if Unicode has them.

use crate::set::{CodeSet, Range};
use icu_properties::props::*;
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, CodePointSetData, PropertyParser};
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// What is said of a property that there is not.
pub const UNKNOWN: &str = "Invalid property name";

/// What a property that is named without a value stands for: the code points, and the longer sequences.
pub struct Property {
    /// Single code points.
    pub codes: CodeSet,
    /// Sequences of several.
    pub strings: Vec<Vec<u32>>,
}

/// The property that is described in the braces of `\p{…}`, if there is such a one.
pub fn find(text: &str) -> Option<Property> {
    let codes = match text.split_once('=') {
        Some(("General_Category" | "gc", value)) => general_category(value)?,
        Some(("Script" | "sc", value)) => script(value, false)?,
        Some(("Script_Extensions" | "scx", value)) => script(value, true)?,
        Some(_) => return None,
        None => match general_category(text).or_else(|| binary(text)) {
            Some(codes) => codes,
            None => return of_strings(text),
        },
    };
    Some(Property { codes, strings: Vec::new() })
}

fn collect(ranges: impl Iterator<Item = RangeInclusive<u32>>) -> CodeSet {
    CodeSet::from_ranges(ranges.map(|range| (*range.start(), *range.end())).collect())
}

/// All ranges of code points that have one value of a property, with it. They are collected once: to find those of one value
/// takes as long.
type Values<T> = OnceLock<Vec<(Range, T)>>;

fn ranges_of<T: EnumeratedProperty + Copy>(
    values: &'static Values<T>,
    is_wanted: impl Fn(T) -> bool,
) -> CodeSet {
    let all = values.get_or_init(|| {
        let ranges = CodePointMapData::<T>::new().iter_ranges();
        ranges.map(|range| ((*range.range.start(), *range.range.end()), range.value)).collect()
    });
    let wanted = all.iter().filter(|(_, value)| is_wanted(*value));
    CodeSet::from_ranges(wanted.map(|(range, _)| *range).collect())
}

fn general_category(name: &str) -> Option<CodeSet> {
    static VALUES: Values<GeneralCategory> = OnceLock::new();
    let group = PropertyParser::<GeneralCategoryGroup>::new().get_strict(name)?;
    Some(ranges_of(&VALUES, |value| group.contains(value)))
}

fn script(name: &str, with_extensions: bool) -> Option<CodeSet> {
    static VALUES: Values<Script> = OnceLock::new();
    let script = PropertyParser::<Script>::new().get_strict(name)?;
    let codes = match with_extensions {
        true => collect(ScriptWithExtensions::new().get_script_extensions_ranges(script)),
        false => ranges_of(&VALUES, |value| value == script),
    };
    // The tables know names of ISO 15924 that Unicode does not use.
    let is_known = !codes.is_empty() || matches!(name, "Katakana_Or_Hiragana" | "Hrkt");
    is_known.then_some(codes)
}

macro_rules! binary_properties {
    ($($name:literal $($alias:literal)? => $property:ident,)*) => {
        /// A binary property (https://tc39.es/ecma262/#table-binary-unicode-properties)
        fn binary(name: &str) -> Option<CodeSet> {
            Some(match name {
                "ASCII" => CodeSet::from_ranges(vec![(0, 0x7F)]),
                "Any" => CodeSet::all(),
                "Assigned" => general_category("Unassigned")?.complement(),
                $($name $(| $alias)? => {
                    collect(CodePointSetData::new::<$property>().iter_ranges())
                })*
                _ => return None,
            })
        }
    };
}

binary_properties! {
    "ASCII_Hex_Digit" "AHex" => AsciiHexDigit,
    "Alphabetic" "Alpha" => Alphabetic,
    "Bidi_Control" "Bidi_C" => BidiControl,
    "Bidi_Mirrored" "Bidi_M" => BidiMirrored,
    "Case_Ignorable" "CI" => CaseIgnorable,
    "Cased" => Cased,
    "Changes_When_Casefolded" "CWCF" => ChangesWhenCasefolded,
    "Changes_When_Casemapped" "CWCM" => ChangesWhenCasemapped,
    "Changes_When_Lowercased" "CWL" => ChangesWhenLowercased,
    "Changes_When_NFKC_Casefolded" "CWKCF" => ChangesWhenNfkcCasefolded,
    "Changes_When_Titlecased" "CWT" => ChangesWhenTitlecased,
    "Changes_When_Uppercased" "CWU" => ChangesWhenUppercased,
    "Dash" => Dash,
    "Default_Ignorable_Code_Point" "DI" => DefaultIgnorableCodePoint,
    "Deprecated" "Dep" => Deprecated,
    "Diacritic" "Dia" => Diacritic,
    "Emoji" => Emoji,
    "Emoji_Component" "EComp" => EmojiComponent,
    "Emoji_Modifier" "EMod" => EmojiModifier,
    "Emoji_Modifier_Base" "EBase" => EmojiModifierBase,
    "Emoji_Presentation" "EPres" => EmojiPresentation,
    "Extended_Pictographic" "ExtPict" => ExtendedPictographic,
    "Extender" "Ext" => Extender,
    "Grapheme_Base" "Gr_Base" => GraphemeBase,
    "Grapheme_Extend" "Gr_Ext" => GraphemeExtend,
    "Hex_Digit" "Hex" => HexDigit,
    "IDS_Binary_Operator" "IDSB" => IdsBinaryOperator,
    "IDS_Trinary_Operator" "IDST" => IdsTrinaryOperator,
    "ID_Continue" "IDC" => IdContinue,
    "ID_Start" "IDS" => IdStart,
    "Ideographic" "Ideo" => Ideographic,
    "Join_Control" "Join_C" => JoinControl,
    "Logical_Order_Exception" "LOE" => LogicalOrderException,
    "Lowercase" "Lower" => Lowercase,
    "Math" => Math,
    "Noncharacter_Code_Point" "NChar" => NoncharacterCodePoint,
    "Pattern_Syntax" "Pat_Syn" => PatternSyntax,
    "Pattern_White_Space" "Pat_WS" => PatternWhiteSpace,
    "Quotation_Mark" "QMark" => QuotationMark,
    "Radical" => Radical,
    "Regional_Indicator" "RI" => RegionalIndicator,
    "Sentence_Terminal" "STerm" => SentenceTerminal,
    "Soft_Dotted" "SD" => SoftDotted,
    "Terminal_Punctuation" "Term" => TerminalPunctuation,
    "Unified_Ideograph" "UIdeo" => UnifiedIdeograph,
    "Uppercase" "Upper" => Uppercase,
    "Variation_Selector" "VS" => VariationSelector,
    "White_Space" "space" => WhiteSpace,
    "XID_Continue" "XIDC" => XidContinue,
    "XID_Start" "XIDS" => XidStart,
}

/// The emoji that are several code points, one a line.
const SEQUENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/emoji_sequences.txt"));

const ZERO_WIDTH_JOINER: u32 = 0x200D;
const VARIATION_SELECTOR: u32 = 0xFE0F;
const KEYCAP: u32 = 0x20E3;
const MODIFIERS: Range = (0x1_F3FB, 0x1_F3FF);
const REGIONAL_INDICATORS: Range = (0x1_F1E6, 0x1_F1FF);
const CANCEL_TAG: u32 = 0xE_007F;

fn is_in(code: u32, range: Range) -> bool {
    (range.0..=range.1).contains(&code)
}

/// A property of strings (https://tc39.es/ecma262/#table-binary-unicode-properties-of-strings). Each sequence has one of the kinds
/// of https://www.unicode.org/reports/tr51/#Emoji_Sequences, which its form tells.
fn of_strings(name: &str) -> Option<Property> {
    let is_zwj = |s: &[u32]| s.contains(&ZERO_WIDTH_JOINER);
    let is_modified = |s: &[u32]| matches!(s, [_, modifier] if is_in(*modifier, MODIFIERS));
    let is_keycap = |s: &[u32]| s.last() == Some(&KEYCAP);
    let is_flag = |s: &[u32]| matches!(s, [a, _] if is_in(*a, REGIONAL_INDICATORS));
    let is_tag = |s: &[u32]| s.last() == Some(&CANCEL_TAG);
    let is_presented = |s: &[u32]| matches!(s, [_, VARIATION_SELECTOR]);
    let is_listed: &dyn Fn(&[u32]) -> bool = match name {
        "Basic_Emoji" => &is_presented,
        "Emoji_Keycap_Sequence" => &is_keycap,
        "RGI_Emoji_Modifier_Sequence" => &is_modified,
        "RGI_Emoji_Flag_Sequence" => &is_flag,
        "RGI_Emoji_Tag_Sequence" => &is_tag,
        "RGI_Emoji_ZWJ_Sequence" => &is_zwj,
        "RGI_Emoji" => &|_| true,
        _ => return None,
    };
    let strings = SEQUENCES
        .lines()
        .map(|line| line.chars().map(u32::from).collect::<Vec<u32>>())
        .filter(|codes| is_listed(codes))
        .collect();
    let codes = match name {
        // Letters of flags alone are no emoji.
        "Basic_Emoji" | "RGI_Emoji" => {
            let presented = CodePointSetData::new::<EmojiPresentation>().iter_ranges();
            collect(presented).minus(&CodeSet::from_ranges(vec![REGIONAL_INDICATORS]))
        }
        _ => CodeSet::EMPTY,
    };
    Some(Property { codes, strings })
}
