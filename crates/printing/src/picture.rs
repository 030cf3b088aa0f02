//! The shop's logo: a grey picture that can be drawn on a page as it is, or brought down to black dots.

use base64::{Engine, engine::general_purpose::STANDARD};

/// A picture in greys, 0 black to 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    greys: Vec<u8>,
}

/// Why a logo cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// The text is no base64.
    #[error("the logo is not base64")]
    NotBase64,
    /// The bytes are no PNG, or a broken one.
    #[error("the logo is not a PNG that can be read")]
    NotPng,
    /// A side is nought or beyond [`Picture::MAX_SIDE`].
    #[error("the logo is {width} × {height} pixels")]
    TooLarge {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
}

impl Picture {
    /// The longest side of a logo, in pixels.
    pub const MAX_SIDE: u32 = 2000;

    /// A logo as settings keep it. Transparent parts become white.
    pub fn from_base64_png(base64: &str) -> Result<Picture, LogoError> {
        Picture::from_png(&STANDARD.decode(base64.trim()).map_err(|_| LogoError::NotBase64)?)
    }

    /// A picture from the bytes of a PNG. Transparent parts become white.
    pub fn from_png(png: &[u8]) -> Result<Picture, LogoError> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().map_err(|_| LogoError::NotPng)?;
        let (width, height) = reader.info().size();
        if width == 0 || height == 0 || width > Picture::MAX_SIDE || height > Picture::MAX_SIDE {
            return Err(LogoError::TooLarge { width, height });
        }
        let mut samples = vec![0; reader.output_buffer_size().ok_or(LogoError::NotPng)?];
        let frame = reader.next_frame(&mut samples).map_err(|_| LogoError::NotPng)?;
        let channels = frame.color_type.samples();
        let greys = samples[..frame.buffer_size()].chunks_exact(channels).map(grey).collect();
        Ok(Picture { width: width as usize, height: height as usize, greys })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Row by row from the top, one byte a pixel, 0 black to 255 white.
    pub fn greys(&self) -> &[u8] {
        &self.greys
    }

    /// The picture brought down, never up, to fit both sides, keeping its shape.
    pub(crate) fn fitted(&self, max_width: usize, max_height: usize) -> Picture {
        let by_height = self.width * max_height / self.height;
        let width = self.width.min(max_width).min(by_height).max(1);
        let height = (self.height * width / self.width).clamp(1, max_height);
        let mut greys = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                greys.push(self.mean(span(x, width, self.width), span(y, height, self.height)));
            }
        }
        Picture { width, height, greys }
    }

    fn mean(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> u8 {
        let count = columns.len() * rows.len();
        let sum: usize = rows
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .map(|(x, y)| usize::from(self.greys[y * self.width + x]))
            .sum();
        (sum / count) as u8
    }

    /// Black dots by error diffusion (Floyd and Steinberg), so that greys survive a head that only knows black.
    pub(crate) fn dithered(&self) -> Dots {
        let mut rest: Vec<i32> = self.greys.iter().map(|grey| i32::from(*grey)).collect();
        let mut dots = Dots::blank(self.width, self.height);
        for y in 0..self.height {
            for x in 0..self.width {
                let wanted = rest[y * self.width + x];
                let black = wanted < 128;
                let error = wanted - if black { 0 } else { 255 };
                if black {
                    dots.set(x, y);
                }
                for (dx, dy, share) in [(1, 0, 7), (-1, 1, 3), (0, 1, 5), (1, 1, 1)] {
                    let (nx, ny) = (x as isize + dx, y + dy);
                    if nx >= 0 && (nx as usize) < self.width && ny < self.height {
                        rest[ny * self.width + nx as usize] += error * share / 16;
                    }
                }
            }
        }
        dots
    }
}

fn grey(sample: &[u8]) -> u8 {
    let luma = |red: u8, green: u8, blue: u8| (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
    let over_white = |grey: u32, alpha: u8| ((grey * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8;
    match *sample {
        [grey] => grey,
        [grey, alpha] => over_white(grey.into(), alpha),
        [red, green, blue] => luma(red, green, blue) as u8,
        [red, green, blue, alpha] => over_white(luma(red, green, blue), alpha),
        _ => 255,
    }
}

fn span(index: usize, small: usize, large: usize) -> std::ops::Range<usize> {
    let start = index * large / small;
    start..((index + 1) * large / small).max(start + 1)
}

/// Black dots on white paper, packed eight to a byte, the leftmost in the highest bit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dots {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Dots {
    /// White paper, widened to a whole number of bytes.
    pub(crate) fn blank(width: usize, height: usize) -> Dots {
        let width = width.next_multiple_of(8);
        Dots { width, height, bytes: vec![0; width / 8 * height] }
    }

    /// Blackens one dot.
    pub(crate) fn set(&mut self, x: usize, y: usize) {
        self.bytes[y * self.width / 8 + x / 8] |= 0x80 >> (x % 8);
    }

    /// Dots in a row: a multiple of eight.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Bytes of each row, from the top.
    pub(crate) fn rows(&self) -> std::slice::ChunksExact<'_, u8> {
        self.bytes.chunks_exact(self.width / 8)
    }

    /// The same dots with whole white bytes before them, so that they stand in the middle of `head` dots.
    pub(crate) fn centered(&self, head: usize) -> Dots {
        let before = head.saturating_sub(self.width) / 16;
        let width = self.width + before * 8;
        let bytes = self.rows().flat_map(|row| std::iter::repeat_n(0, before).chain(row.iter().copied())).collect();
        Dots { width, height: self.height, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(width: usize, height: usize, grey: u8) -> Picture {
        Picture { width, height, greys: vec![grey; width * height] }
    }

    fn black(dots: &Dots) -> u32 {
        dots.rows().flatten().map(|byte| byte.count_ones()).sum()
    }

    #[test]
    fn a_grey_becomes_as_many_dots_as_it_is_dark() {
        assert_eq!(black(&plain(64, 64, 255).dithered()), 0);
        assert_eq!(black(&plain(64, 64, 0).dithered()), 64 * 64);
        let half = black(&plain(64, 64, 128).dithered());
        assert!((1900..2200).contains(&half), "{half} of 4096 dots");
    }

    #[test]
    fn a_logo_fits_the_head_and_is_never_enlarged() {
        let size = |picture: Picture| (picture.width, picture.height);
        assert_eq!(size(plain(1000, 500, 0).fitted(384, 160)), (320, 160));
        assert_eq!(size(plain(2000, 100, 0).fitted(384, 160)), (384, 19));
        assert_eq!(size(plain(1, 2000, 0).fitted(384, 160)), (1, 160));
        assert_eq!(size(plain(40, 20, 0).fitted(384, 160)), (40, 20));
    }

    #[test]
    fn what_is_no_logo_is_named() {
        assert_eq!(Picture::from_base64_png("%%%"), Err(LogoError::NotBase64));
        assert_eq!(Picture::from_base64_png("bm8gZXMgUE5H"), Err(LogoError::NotPng));
    }

    #[test]
    fn dots_in_the_middle_keep_whole_bytes() {
        let mut dots = Dots::blank(16, 1);
        dots.set(0, 0);
        let centered = dots.centered(48);
        assert_eq!(centered.width(), 32);
        assert_eq!(centered.rows().next().expect("a row"), [0, 0, 0x80, 0]);
    }
}
