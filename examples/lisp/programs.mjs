// Programs, by what they show.

export default {
  numbers: `
    (define (factorial n) (if (= n 0) 1 (* n (factorial (- n 1)))))
    (say "20! is " (factorial 20))
    (define (gcd a b) (if (= b 0) a (gcd b (mod a b))))
    (gcd 1071 462)`,
  lists: `
    (define square (lambda (x) (* x x)))
    (define odd? (compose (lambda (r) (= r 1)) (lambda (n) (mod n 2))))
    (say "odd squares: " (map square (filter odd? (range 1 12))))
    (fold + 0 (range 1 100))`,
  primes: `
    (define (divides? a b) (= (mod b a) 0))
    (define (prime? n)
      (let ((check (lambda (check d)
                     (if (< n (* d d)) true (if (divides? d n) false (check check (+ d 1)))))))
        (and (< 1 n) (check check 2))))
    (filter prime? (range 1 60))`,
  loop: `
    ; A loop is a function that calls itself: so many times, in no more stack than once.
    (define (count n done) (if (= n 0) done (count (- n 1) (+ done 1))))
    (count 20000 0)`,
  mutual: `
    (define (even? n) (if (= n 0) true (odd? (- n 1))))
    (define (odd? n) (if (= n 0) false (even? (- n 1))))
    (list (even? 5000) (odd? 5000) (even? 7) (odd? 7))`,
  mistakes: `
    (say "so far, so good")
    (head (undefined-function 1 2))`,
};
