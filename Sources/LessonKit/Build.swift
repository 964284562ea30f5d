import Functions
import Yams
package let css = PackageResources.stepwise_css
