package dev.arrowmill.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The float64 special functions against values computed with 40 digits. */
class SpecialMathTest {
  static Stream<Arguments> values() {
    return Stream.of(
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 1e-05, 11.512919692895825626),
        arguments("lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 0.1, 2.252712651734205902),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 0.49, 0.59224962933526705574),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 0.75, 0.20328095143129537148),
        arguments(
            "lgamma",
            (DoubleUnaryOperator) SpecialMath::lgamma,
            1.0009765625,
            -0.0005629031799912046317),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 1.25, -0.098271836421813161464),
        arguments(
            "lgamma",
            (DoubleUnaryOperator) SpecialMath::lgamma,
            1.9990234375,
            -0.00041256773597148940171),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 2.125, 0.057759851530343871607),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 2.49, 0.27767586141517020183),
        arguments("lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 3.7, 1.4280723266653881292),
        arguments("lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 9.99, 12.77931521435019336),
        arguments("lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 10.5, 13.940625219403763633),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 171.5, 709.14316303092824227),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, 1000000.0, 12815504.56914761166),
        arguments("lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, -0.5, 1.2655121234846453965),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, -1.25, 1.3664317612369762345),
        arguments(
            "lgamma", (DoubleUnaryOperator) SpecialMath::lgamma, -7.9, -8.0720397360128331239),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 0.0001, -10000.577051183513856),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 0.3, -3.5025242222001331249),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 1.0, -0.57721566490153286061),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 2.5, 0.70315664064524318723),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 7.25, 1.9104535268837360284),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 11.9, 2.4339335368825374859),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, 100.0, 4.6001618527380874002),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, -0.5, 0.036489973978576520559),
        arguments(
            "digamma", (DoubleUnaryOperator) SpecialMath::digamma, -3.3, 3.6203534605921257857),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            0.01,
            10001.621213528312804),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            0.3,
            12.245364546107731301),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            1.0,
            1.6449340668482264365),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            2.5,
            0.49035775610023486497),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            9.5,
            0.11099728846909903237),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            60.0,
            0.016806327117635388185),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            -0.4,
            9.8862096709023572033),
        arguments(
            "trigamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(1, x),
            -2.7,
            14.769375845132315018),
        arguments(
            "tetragamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(2, x),
            0.2,
            -251.47803611443589139),
        arguments(
            "tetragamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(2, x),
            1.5,
            -0.8287966442343199956),
        arguments(
            "tetragamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(2, x),
            8.0,
            -0.017699569195767773909),
        arguments(
            "tetragamma",
            (DoubleUnaryOperator) x -> SpecialMath.polygamma(2, x),
            -0.6,
            -22.979869364319091419),
        arguments(
            "erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 1e-12, 8.8622692545275799582e-13),
        arguments(
            "erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.001, 0.00088622715746655212301),
        arguments("erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.3, 0.27246271472675434502),
        arguments("erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.5, 0.47693627620446987338),
        arguments("erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.9, 1.1630871536766741628),
        arguments(
            "erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.999, 2.3267537655135244939),
        arguments(
            "erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, 0.9999999, 3.7665625816384708887),
        arguments(
            "erfinv", (DoubleUnaryOperator) SpecialMath::erfinv, -0.75, -0.81341984759761854169),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 0.1, 0.8875370839817151016),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 0.7, 0.32219880616258155772),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 1.3, 0.06599205505934755415),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 1.99, 0.0048885868003830029527),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 2.2, 0.0018628462979818898586),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 5.0, 1.5374597944280348502e-12),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, 12.0, 1.3562611692059042128e-64),
        arguments("erfc", (DoubleUnaryOperator) DoubleMath::erfc, -1.5, 1.9661051464753107271),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, 1e-09, 1.1283791670955126438e-9),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, 0.2, 0.22270258921047846618),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, 1.1, 0.88020506957408172966),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, 2.4, 0.99931148610335492111),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, 2.6, 0.99976396558347065091),
        arguments("erf", (DoubleUnaryOperator) DoubleMath::erf, -0.8, -0.74210096470766051259),
        arguments(
            "asinh", (DoubleUnaryOperator) SpecialMath::asinh, 1e-10, 1.0000000000000000364e-10),
        arguments("asinh", (DoubleUnaryOperator) SpecialMath::asinh, 0.3, 0.29567304756342242847),
        arguments("asinh", (DoubleUnaryOperator) SpecialMath::asinh, 5.0, 2.3124383412727526203),
        arguments(
            "asinh", (DoubleUnaryOperator) SpecialMath::asinh, 1000000000.0, 21.416413017506356466),
        arguments("asinh", (DoubleUnaryOperator) SpecialMath::asinh, 1e+200, 461.21016577936908208),
        arguments("asinh", (DoubleUnaryOperator) SpecialMath::asinh, -2.0, -1.4436354751788103425),
        arguments(
            "acosh",
            (DoubleUnaryOperator) SpecialMath::acosh,
            1.0000000001,
            0.000014142136208675861355),
        arguments("acosh", (DoubleUnaryOperator) SpecialMath::acosh, 1.5, 0.962423650119206895),
        arguments("acosh", (DoubleUnaryOperator) SpecialMath::acosh, 40.0, 4.381870348040066987),
        arguments("acosh", (DoubleUnaryOperator) SpecialMath::acosh, 1e+200, 461.21016577936908208),
        arguments(
            "atanh", (DoubleUnaryOperator) SpecialMath::atanh, 1e-10, 1.0000000000000000364e-10),
        arguments("atanh", (DoubleUnaryOperator) SpecialMath::atanh, 0.3, 0.30951960420311170327),
        arguments("atanh", (DoubleUnaryOperator) SpecialMath::atanh, 0.9999, 4.9517187756430982584),
        arguments("atanh", (DoubleUnaryOperator) SpecialMath::atanh, -0.5, -0.5493061443340548457));
  }

  @ParameterizedTest
  @MethodSource("values")
  void relativeErrorIsBelowOneInTenToTheTwelve(
      String name, DoubleUnaryOperator f, double x, double exact) {
    assertThat(f.applyAsDouble(x))
        .as("%s(%s)", name, x)
        .isCloseTo(exact, Percentage.withPercentage(1e-10));
  }

  @Test
  void polesAndDomains() {
    assertThat(SpecialMath.lgamma(-3)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpecialMath.lgamma(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpecialMath.lgamma(1)).isZero();
    assertThat(SpecialMath.lgamma(2)).isZero();
    assertThat(SpecialMath.digamma(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(SpecialMath.digamma(-0.0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpecialMath.digamma(-2)).isNaN();
    assertThat(SpecialMath.erfinv(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpecialMath.erfinv(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(SpecialMath.erfinv(1.5)).isNaN();
    assertThat(SpecialMath.acosh(0.5)).isNaN();
    assertThat(SpecialMath.atanh(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SpecialMath.atanh(1.1)).isNaN();
    assertThat(SpecialMath.logaddexp(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
