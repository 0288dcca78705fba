// SPDX-License-Identifier: MIT
#include "engine/training/memory_fault.h"

#include <c10/util/Exception.h>

#include <new>

namespace soundlocus {

bool isMemoryFault(const std::exception &exception)
{
    const std::string text = exception.what();
    return dynamic_cast<const std::bad_alloc *>(&exception) != nullptr
           || dynamic_cast<const c10::OutOfMemoryError *>(&exception) != nullptr
           || text.find("out of memory") != std::string::npos
           || text.find("not enough memory") != std::string::npos;
}

int largestFittingBatch(int tooLarge, const std::function<bool(int batch)> &fits)
{
    int batch = tooLarge / 2;
    while (batch > 0 && !fits(batch))
        batch /= 2;
    return batch;
}

Error memoryError(const MemoryFacts &facts)
{
    const auto advice = [&facts](int batch) {
        const int parts = (facts.batch + batch - 1) / batch;
        return "--batch " + std::to_string(batch)
               + " with --set optimizer.accumulation=" + std::to_string(parts * facts.accumulation);
    };
    std::string remedy;
    if (facts.fitting && *facts.fitting > 0)
        remedy = "one of " + std::to_string(*facts.fitting) + " does: use "
                 + advice(*facts.fitting);
    else if (facts.fitting || facts.batch <= 1)
        remedy = "a single sample does not either: use a smaller model.image_side or model.width, "
                 "or free memory on the device";
    else
        remedy = "try " + advice(facts.batch / 2);
    return {ErrorCode::DeviceOutOfMemory,
            "a batch of " + std::to_string(facts.batch) + " does not fit into the memory of "
                    + facts.device + "; " + remedy,
            facts.detail.substr(0, facts.detail.find('\n'))};
}

} // namespace soundlocus
