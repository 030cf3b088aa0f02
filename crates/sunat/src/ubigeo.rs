//! Districts of Peru by their INEI code (catálogo 13).

use std::{collections::BTreeMap, sync::LazyLock};

/// A district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District {
    /// Six digits.
    pub code: &'static str,
    /// Its name.
    pub district: &'static str,
    /// The province it is in.
    pub province: &'static str,
    /// The department that is in.
    pub department: &'static str,
}

static CATALOGUE: &str = include_str!("../../../assets/sunat/catalogs/13-ubigeo.json");

static DISTRICTS: LazyLock<Vec<District>> = LazyLock::new(|| {
    let names: BTreeMap<&'static str, &'static str> = rows().collect();
    let name = |code: String| names.get(code.as_str()).copied().unwrap_or_default();
    let is_district = |code: &str| code.len() == 6 && !code.ends_with("00");
    let districts = names.iter().filter(|(code, _)| is_district(code));
    districts
        .map(|(code, district)| District {
            code,
            district,
            province: name(format!("{}00", &code[..4])),
            department: name(format!("{}0000", &code[..2])),
        })
        .collect()
});

/// Code and name of each row. The catalogue holds plain rows `["010101","CHACHAPOYAS","distrito"]` and no escapes, so they
/// are cut out where they lie instead of being copied.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    CATALOGUE.split("[\"").skip(1).filter_map(|row| {
        let mut cells = row.split('"').step_by(2);
        Some((cells.next()?, cells.next()?))
    })
}

/// The district of a code.
pub fn district(code: &str) -> Option<District> {
    DISTRICTS.binary_search_by(|known| known.code.cmp(code)).ok().and_then(|at| DISTRICTS.get(at)).copied()
}

/// Up to `most` districts whose code begins with `text`, or whose district, province and department hold each of its words.
pub fn search(text: &str, most: usize) -> Vec<District> {
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    let matches = |one: &&District| {
        let place = fold(&format!("{} {} {}", one.district, one.province, one.department));
        words.iter().all(|word| one.code.starts_with(word.as_str()) || place.contains(word.as_str()))
    };
    if words.is_empty() { Vec::new() } else { DISTRICTS.iter().filter(matches).take(most).copied().collect() }
}

/// Capitals without accents, as the catalogue writes names.
fn fold(text: &str) -> String {
    let plain = |letter| match letter {
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' | 'Ü' => 'U',
        'Ñ' => 'N',
        other => other,
    };
    text.to_uppercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_is_found_by_code_and_by_its_words() {
        let lima = district("150101").expect("Lima");
        assert_eq!((lima.district, lima.province, lima.department), ("LIMA", "LIMA", "LIMA"));
        assert_eq!(district("150100"), None, "a province is no district");
        assert_eq!(district("999999"), None);
        let names = |text| search(text, 50).into_iter().map(|one| one.district).collect::<Vec<_>>();
        assert!(names("miraflores lima").contains(&"MIRAFLORES"));
        assert!(names("wánchaq cusco").contains(&"WANCHAQ"));
        assert_eq!(search("1501", 3).len(), 3);
        assert!(names("  ").is_empty() && names("zzz").is_empty());
        assert!(DISTRICTS.len() > 1800, "every district of the country");
    }
}
