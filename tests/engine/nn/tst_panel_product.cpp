// SPDX-License-Identifier: MIT
#include "engine/nn/panel_product.h"
#include "engine/nn/panel_product_variants.h"
#include "engine/nn/share_out.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>

#include <atomic>

using namespace soundlocus;

class TestPanelProduct : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsProductInDouble_data();
    void equalsProductInDouble();
    void leavesTheRestAlone();
    void everyJobOnce_data();
    void everyJobOnce();
    void jobsWithinJobs();
};

namespace {

at::Tensor inPanels(const at::Tensor &matrix)
{
    return matrix.view({-1, nn::kPanelColumns, matrix.size(1)}).permute({0, 2, 1}).contiguous();
}

/// Those that this processor has.
std::vector<std::pair<const char *, nn::PanelProduct *>> variants()
{
    std::vector<std::pair<const char *, nn::PanelProduct *>> found{
            {"chosen", nn::multiplyByPanels}, {"baseline", nn::multiplyByPanelsBaseline}};
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        found.emplace_back("AVX2", nn::multiplyByPanelsAvx2);
    if (__builtin_cpu_supports("avx512f"))
        found.emplace_back("AVX-512", nn::multiplyByPanelsAvx512);
#endif
    return found;
}

} // namespace

void TestPanelProduct::equalsProductInDouble_data()
{
    QTest::addColumn<int>("variant");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("inner");
    QTest::addColumn<int>("columns");
    const auto all = variants();
    for (int variant = 0; variant < static_cast<int>(all.size()); ++variant) {
        const char *name = all[static_cast<std::size_t>(variant)].first;
        // Every number of rows that is left over, odd and even numbers of panels.
        for (int rows = 1; rows <= 26; ++rows)
            QTest::addRow("%s, %d rows", name, rows) << variant << rows << 16 << 48;
        QTest::addRow("%s, one panel", name) << variant << 7 << 5 << 16;
        QTest::addRow("%s, one value", name) << variant << 3 << 1 << 32;
        QTest::addRow("%s, as in a trunk", name) << variant << 28 << 512 << 512;
    }
}

void TestPanelProduct::equalsProductInDouble()
{
    QFETCH(int, variant);
    QFETCH(int, rows);
    QFETCH(int, inner);
    QFETCH(int, columns);
    at::manual_seed(5);
    const at::Tensor x = at::randn({rows, inner});
    const at::Tensor matrix = at::randn({columns, inner});
    const at::Tensor y = at::full({rows, columns}, std::nan(""), at::kFloat);
    const at::Tensor panels = inPanels(matrix);
    variants()[static_cast<std::size_t>(variant)].second(x.const_data_ptr<float>(),
                                                         rows,
                                                         inner,
                                                         panels.const_data_ptr<float>(),
                                                         columns,
                                                         y.mutable_data_ptr<float>());
    const at::Tensor expected = at::mm(x.to(at::kDouble), matrix.to(at::kDouble).t());
    const double bound = 1e-6 * inner; // rounding of float32, once a term
    QVERIFY(((y - expected).abs() < bound).all().item<bool>());
}

void TestPanelProduct::leavesTheRestAlone()
{
    const at::Tensor x = at::ones({5, 8});
    const at::Tensor panels = at::ones({3, 8, nn::kPanelColumns});
    const at::Tensor y = at::full({7, 3 * nn::kPanelColumns}, -1.0, at::kFloat);
    nn::multiplyByPanels(x.const_data_ptr<float>(),
                         5,
                         8,
                         panels.const_data_ptr<float>(),
                         3 * nn::kPanelColumns,
                         y[1].mutable_data_ptr<float>());
    QVERIFY((y[0] == -1).all().item<bool>());
    QVERIFY((y.slice(0, 1, 6) == 8).all().item<bool>());
    QVERIFY((y[6] == -1).all().item<bool>());
}

void TestPanelProduct::everyJobOnce_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("count");
    for (const int threads : {1, 2, 5}) {
        for (const int count : {0, 1, 2, 36, 1000})
            QTest::addRow("%d jobs, %d threads", count, threads) << threads << count;
    }
}

void TestPanelProduct::everyJobOnce()
{
    QFETCH(int, threads);
    QFETCH(int, count);
    const int before = at::get_num_threads();
    at::set_num_threads(threads);
    std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
    nn::shareOut(count, [&](std::int64_t i) { ++calls[static_cast<std::size_t>(i)]; });
    at::set_num_threads(before);
    for (const auto &one : calls)
        QCOMPARE(one.load(), 1);
}

void TestPanelProduct::jobsWithinJobs()
{
    std::atomic<int> calls{0};
    nn::shareOut(6, [&](std::int64_t) { nn::shareOut(7, [&](std::int64_t) { ++calls; }); });
    QCOMPARE(calls.load(), 42);
}

QTEST_APPLESS_MAIN(TestPanelProduct)
#include "tst_panel_product.moc"
