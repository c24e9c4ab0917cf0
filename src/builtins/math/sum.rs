//! Exact summation of doubles.
//!
//! Invariant: the limbs hold the exact sum of the finite numbers added so far as a multiple of 2^-1074, 32 bits per
//! limb, with carries not yet propagated; each limb stays far from overflow because carries are propagated in time.

/// 2098 bits for any double, and 64 for carries out of 2^53 additions.
const LIMBS: usize = 68;
/// Each addition changes a limb by less than 2^32.
const ADDITIONS_BEFORE_CARRY: u32 = 1 << 29;

/// A sum in the making.
pub(super) struct ExactSum {
    limbs: [i64; LIMBS],
    pending: u32,
    /// The sum of what is not finite: an infinity or NaN once there was any.
    special: f64,
    /// Has anything but -0 been added?
    any: bool,
}

impl ExactSum {
    pub(super) fn new() -> ExactSum {
        ExactSum { limbs: [0; LIMBS], pending: 0, special: 0.0, any: false }
    }

    pub(super) fn add(&mut self, number: f64) {
        if number == 0.0 && number.is_sign_negative() {
            return;
        }
        self.any = true;
        if !number.is_finite() {
            self.special += number;
            return;
        }
        let bits = number.to_bits();
        let exponent = (bits >> 52) as u32 & 0x7FF;
        let fraction = bits & ((1 << 52) - 1);
        // In units of 2^-1074: subnormal numbers have no hidden bit and the exponent of the least normal ones.
        let (mantissa, shift) =
            if exponent == 0 { (fraction, 0) } else { (fraction | 1 << 52, exponent - 1) };
        let wide = (mantissa as u128) << (shift % 32);
        let first = (shift / 32) as usize;
        for i in 0..3 {
            let part = (wide >> (32 * i)) as u32 as i64;
            self.limbs[first + i] += if number < 0.0 { -part } else { part };
        }
        self.pending += 1;
        if self.pending == ADDITIONS_BEFORE_CARRY {
            self.carry();
        }
    }

    /// Brings all limbs but the last into `0..2^32`.
    fn carry(&mut self) {
        self.pending = 0;
        let mut carry = 0;
        for limb in &mut self.limbs[..LIMBS - 1] {
            let total = *limb + carry;
            *limb = total & 0xFFFF_FFFF;
            carry = total >> 32;
        }
        self.limbs[LIMBS - 1] += carry;
    }

    /// The double nearest to the sum, ties to even.
    pub(super) fn finish(mut self) -> f64 {
        if self.special != 0.0 {
            return self.special;
        }
        if !self.any {
            return -0.0;
        }
        self.carry();
        let negative = self.limbs[LIMBS - 1] < 0;
        if negative {
            self.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let bit = |position: usize| (self.limbs[position / 32] >> (position % 32)) as u64 & 1;
        let Some(top_limb) = self.limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        let top = top_limb * 32 + 63 - self.limbs[top_limb].leading_zeros() as usize;
        // The bits of the result: below 53 significant bits they are the number itself, subnormal or not.
        let shift = top.saturating_sub(52);
        let mut mantissa = (shift..=top).rev().fold(0u64, |m, position| m << 1 | bit(position));
        if shift > 0 && bit(shift - 1) == 1 {
            let sticky = (0..shift - 1).any(|position| bit(position) == 1);
            mantissa += (sticky || mantissa & 1 == 1) as u64;
        }
        // The hidden bit adds one to the exponent, and so does a carry out of the rounding.
        let bits = ((shift as u64) << 52) + mantissa;
        let magnitude =
            if bits >= f64::INFINITY.to_bits() { f64::INFINITY } else { f64::from_bits(bits) };
        if negative { -magnitude } else { magnitude }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::new();
        numbers.iter().for_each(|n| sum.add(*n));
        sum.finish()
    }

    #[test]
    fn sums_are_exact() {
        assert_eq!(
            sum(&[1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308]),
            0.30000000000000004
        );
        assert_eq!(sum(&[1e30, 0.1, -1e30]), 0.1);
        assert_eq!(sum(&[5e-324, 5e-324]), 1e-323);
        assert_eq!(sum(&[-5e-324]), -5e-324);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[-f64::MAX, f64::MAX]).to_bits(), 0);
        assert_eq!(sum(&[1.0, -0.5]), 0.5);
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum(&[]).is_sign_negative());
        assert!(sum(&[-0.0, 0.0]).is_sign_positive());
        assert_eq!(sum(&[9007199254740992.0, 1.0]), 9007199254740992.0);
        assert_eq!(sum(&[9007199254740992.0, 1.0, 5e-324]), 9007199254740994.0);
    }
}
